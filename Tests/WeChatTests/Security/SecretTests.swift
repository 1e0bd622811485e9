import Testing

@testable import WeChat

struct SecretTests {
    private struct Holder {
        var secret = Secret("hunter2hunter2")
        var optional: Secret? = Secret("hunter2hunter2")
        var list = [Secret("hunter2hunter2")]
        var account = Account(appID: "wx1", token: Secret("hunter2hunter2"))
    }

    @Test func itNeverPrints() {
        let holder = Holder()
        var dumped = ""
        dump(holder, to: &dumped)
        dump(holder.secret, to: &dumped)
        let prints = [
            "\(holder)", "\(holder.secret)", "\(holder.secret as Any)", String(reflecting: holder),
            String(describing: holder.account),
            holder.secret.debugDescription, String(reflecting: holder.secret), "\(holder.list)",
            "\(Mirror(reflecting: holder.secret).children.map(\.value))",
            "\(holder.optional as Any)", dumped, "\(["a": holder.secret])",
        ]
        for text in prints {
            #expect(!text.contains("hunter"))
            // Nor as the numbers of its bytes.
            #expect(!text.contains("104, 117") && !text.contains("- 104"))
        }
        #expect("\(holder.secret)" == "•••")
    }

    @Test func itIsRevealedToWhoAsks() {
        #expect(Secret("weixin").bytes == Array("weixin".utf8))
        #expect(Secret("微信").count == 6)
        #expect(Secret("a") == Secret("a") && Secret("a") != Secret("b"))
    }

    @Test(arguments: ["weixim", "weixi", "weixinn", "", "WEIXIN"])
    func onlyTheTextItselfIsRight(given: String) {
        #expect(!given.withBytes { Secret("weixin").isRight($0) })
        #expect("weixin".withBytes { Secret("weixin").isRight($0) })
    }
}
