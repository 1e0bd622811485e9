import Testing
import WeChat

@testable import wechatd

@Suite struct PlatformTests {
    private static let caller = #""grant_type":"client_credential","appid":"wx1","secret":"s""#
    private static let ok = #"{"errcode":0,"errmsg":"ok"}"#

    /// A stand-in that has given the token `T_1`.
    private static var withToken: Platform {
        var platform = Platform("T")
        _ = post(&platform, "stable_token", "{\(caller)}")
        return platform
    }

    /// What comes of a POST, without the call's number.
    private static func post(_ platform: inout Platform, _ target: String, _ body: String) -> String {
        answer(&platform, Platform.Request(isPost: true, target, body))
    }

    private static func get(_ platform: inout Platform, _ target: String) -> String {
        answer(&platform, Platform.Request(isPost: false, target))
    }

    private static func answer(_ platform: inout Platform, _ request: Platform.Request) -> String {
        switch platform.answer(request, at: 0).answer {
        case .json(let text): text.replacing(/\ rid: T-[0-9]+/, with: "")
        case .status: "status"
        case .silence: "silence"
        case .reset: "reset"
        }
    }

    private static func send(
        _ platform: inout Platform, _ message: String = #""msgtype":"text","text":{"content":"a"}"#,
        to user: String = "oUser"
    ) -> String {
        post(&platform, "message/custom/send?access_token=T_1", #"{"touser":"\#(user)",\#(message)}"#)
    }

    private static func refusal(_ code: Int) -> String {
        let error = APIError.platform(code)
        return #"{"errcode":\#(code),"errmsg":"\#(error.message)"}"#
    }

    private static func token(_ number: Int) -> String { #"{"access_token":"T_\#(number)","expires_in":7200}"# }

    @Test func tokensAreGivenToWhoeverSaysWhoHeIs() {
        var platform = Platform("T")
        #expect(Self.post(&platform, "stable_token", "{\(Self.caller)}") == Self.token(1))
        #expect(Self.post(&platform, "stable_token", "{\(Self.caller)}") == Self.token(1))
        #expect(Self.post(&platform, "stable_token", "{\(Self.caller),\"force_refresh\":true}") == Self.token(2))
        let query = "grant_type=client_credential&appid=wx1&secret=s"
        #expect(Self.get(&platform, "token?\(query)") == Self.token(3))
        #expect(Self.get(&platform, "token?grant_type=x&appid=wx1&secret=s") == Self.refusal(40002))
        #expect(Self.get(&platform, "token?grant_type=client_credential&secret=s") == Self.refusal(40013))
        #expect(Self.get(&platform, "token?grant_type=client_credential&appid=wx1") == Self.refusal(40125))
        (platform.appID, platform.secret) = ("wx1", "s")
        #expect(Self.get(&platform, "token?\(query)") == Self.token(4))
        #expect(Self.get(&platform, "token?\(query)x") == Self.refusal(40125))
        platform.appID = "wx2"
        #expect(Self.post(&platform, "stable_token", "{\(Self.caller)}") == Self.refusal(40013))
    }

    @Test func messageNeedsAToken() {
        var platform = Self.withToken
        let body = #"{"touser":"o","msgtype":"text","text":{"content":"a"}}"#
        #expect(Self.post(&platform, "message/custom/send?access_token=T_1", body) == Self.ok)
        #expect(Self.post(&platform, "message/custom/send?access_token=T_2", body) == Self.refusal(40001))
        #expect(Self.post(&platform, "message/custom/send", body) == Self.refusal(41001))
        platform.isCloud = true
        #expect(Self.post(&platform, "message/custom/send", body) == Self.ok)
        #expect(Self.post(&platform, "message/custom/send?access_token=T_2", body) == Self.refusal(40001))
    }

    @Test(arguments: [
        #""text","text":{"content":"你好"}"#, #""image","image":{"media_id":"m"}"#, #""voice","voice":{"media_id":"m"}"#,
        #""video","video":{"media_id":"m","thumb_media_id":"t"}"#, #""music","music":{"thumb_media_id":"t"}"#,
        #""news","news":{"articles":[{"title":"a"}]}"#, #""mpnews","mpnews":{"media_id":"m"}"#,
        #""mpnewsarticle","mpnewsarticle":{"article_id":"a"}"#, #""msgmenu","msgmenu":{"head_content":"a"}"#,
        #""wxcard","wxcard":{"card_id":"c"}"#, #""miniprogrampage","miniprogrampage":{"thumb_media_id":"t"}"#,
        #""link","link":{"title":"a"}"#,
    ])
    func messageOfEveryTypeIsTaken(_ message: String) {
        var platform = Self.withToken
        #expect(Self.send(&platform, "\"msgtype\":\(message)") == Self.ok)
    }

    @Test(arguments: [
        (#""fax","fax":{}"#, 40008), (#""text","text":{"content":""}"#, 44004), (#""text""#, 44004),
        (#""image","image":{"media_id":""}"#, 40007), (#""music","music":{}"#, 40007), (#""link""#, 47001),
        (#""news","news":{"articles":[{"title":"a"},{"title":"b"}]}"#, 45008),
    ])
    func messageThatIsNoneIsRefused(_ message: String, _ code: Int) {
        var platform = Self.withToken
        #expect(Self.send(&platform, "\"msgtype\":\(message)") == Self.refusal(code))
    }

    @Test func textHasALimitInBytes() {
        var platform = Self.withToken
        func text(_ content: String) -> String { #""msgtype":"text","text":{"content":"\#(content)"}"# }
        let long = String(repeating: "长", count: 682) + "ab"
        #expect(Self.send(&platform, text(long)) == Self.ok)
        #expect(Self.send(&platform, text(long + "c")) == Self.refusal(45002))
    }

    @Test func userIsNamed() {
        var platform = Self.withToken
        #expect(Self.send(&platform, to: "") == Self.refusal(40003))
        #expect(Self.send(&platform, to: "o user") == Self.refusal(40003))
        let typing = "message/custom/typing?access_token=T_1"
        #expect(Self.post(&platform, typing, #"{"touser":"o","command":"Typing"}"#) == Self.ok)
        #expect(Self.post(&platform, typing, #"{"touser":"o","command":"CancelTyping"}"#) == Self.ok)
        #expect(Self.post(&platform, typing, #"{"touser":"o","command":"Sing"}"#) == Self.refusal(45072))
        #expect(Self.post(&platform, typing, #"{"command":"Typing"}"#) == Self.refusal(40003))
    }

    @Test func bodyIsJSON() {
        var platform = Self.withToken
        let send = "message/custom/send?access_token=T_1"
        for body in ["{", "<xml><touser>o</touser></xml>", "{\"touser\":'o'}", "[]", " "] {
            #expect(Self.post(&platform, send, body) == Self.refusal(47001), "\(body)")
        }
        #expect(Self.post(&platform, send, "") == Self.refusal(44002))
    }

    @Test func callsThatThereAreNotAreRefused() {
        var platform = Self.withToken
        #expect(Self.post(&platform, "message/custom/shout", "") == Self.refusal(40066))
        #expect(Self.get(&platform, "message/custom/send?access_token=T_1") == Self.refusal(43002))
        #expect(Self.post(&platform, "token", "{\(Self.caller)}") == Self.refusal(43001))
    }

    @Test func errorEndsWithANumberOfTheCall() {
        var platform = Platform("T")
        for number in 1...2 {
            let answer = platform.answer(Platform.Request(isPost: true, "message/custom/send", "{}"), at: 0).answer
            #expect(answer == .json(#"{"errcode":41001,"errmsg":"access_token missing rid: T-\#(number)"}"#))
        }
    }

    @Test func whatIsOrderedGoesWrong() throws {
        var platform = Self.withToken
        try platform.fail(["send=45015:2", "send=503:1", "send=silent:1", "send=reset:1", "typing=-1", "send=ok:1"])
        #expect(Self.send(&platform) == Self.refusal(45015))
        #expect(Self.send(&platform, to: "") == Self.refusal(45015), "before anything is looked at")
        for answer in ["status", "silence", "reset", Self.ok, Self.ok] { #expect(Self.send(&platform) == answer) }
        for _ in 0..<3 { #expect(Self.post(&platform, "message/custom/typing", "") == Self.refusal(-1)) }
        try platform.fail(["typing=ok"])
        #expect(Self.post(&platform, "message/custom/typing", "") == Self.refusal(41001))
    }

    @Test func tokensAreMadeVoidByOthers() throws {
        var platform = Self.withToken
        try platform.fail(["send=expire:1"])
        #expect(Self.send(&platform) == Self.refusal(40001))
        #expect(Self.post(&platform, "stable_token", "{\(Self.caller)}") == Self.token(2))
        #expect(Self.send(&platform) == Self.refusal(40001), "the old token stays void")
    }

    @Test func answersAreLateWhenThatIsOrdered() throws {
        var platform = Platform("T")
        try platform.delay(["send=2.5:1", "send=0.1"])
        let delays = (0..<3).map { _ in
            platform.answer(Platform.Request(isPost: true, "message/custom/send", "{}"), at: 0).delay
        }
        #expect(delays == [2_500, 100, 100])
    }
}

extension Platform.Request {
    /// A request of the API's target, without what all begin with.
    init(isPost: Bool, _ target: String, _ body: String = "") {
        let parts = target.split(separator: "?")
        self.init(
            isPost: isPost, path: "/cgi-bin/\(parts[0])", query: parts.count > 1 ? String(parts[1]) : "",
            body: Array(body.utf8))
    }
}
