import Testing
import WeChat

@testable import WeChatServer

struct PathPatternTests {
    private func match(_ pattern: String, _ path: String) -> String? {
        Array(path.utf8).withUnsafeBytes { path in
            PathPattern(pattern).match(path).map { String(decoding: $0, as: UTF8.self) }
        }
    }

    @Test func aPathIsMatchedExactly() {
        #expect(match("/wechat", "/wechat") == "")
        for path in ["", "/", "/wecha", "/wechat/", "/WECHAT", "//wechat", "/wechat2", "/$APPID$"] {
            #expect(match("/wechat", path) == nil, "\(path)")
        }
    }

    @Test func thePlaceholderIsAnAppID() {
        let pattern = "/wechat/$APPID$/callback"
        #expect(match(pattern, "/wechat/wx71e2d3c4b5a60918/callback") == "wx71e2d3c4b5a60918")
        #expect(match("/$APPID$", "/wx1") == "wx1")
        for path in [
            "/wechat//callback", "/wechat/callback", "/wechat/a/b/callback", "/wechat/$APPID$/callback",
            "/wechat/a%20/callback", "/wechat/../callback", "/wechat/wx1/callback/", "/wechat/wx1", "",
        ] {
            #expect(match(pattern, path) == nil, "\(path)")
        }
    }

    @Test func accountIsCalledByBothOfItsPaths() {
        let account = Account(appID: "wx1", token: Secret("abc"))
        let site = Configuration.Site(path: "/m/$APPID$", authorizationPath: "/auth", account: account)
        #expect(site.isCalled(by: "/auth"))
        #expect(site.isCalled(by: "/m/wx1"))
        #expect(!site.isCalled(by: "/m"))
    }
}
