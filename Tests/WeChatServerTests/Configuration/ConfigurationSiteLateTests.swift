import Testing
import WeChat

@testable import WeChatServer

struct ConfigurationSiteLateTests {
    private func late(_ keys: String) throws -> Account.Late {
        try ConfigurationText.read("accounts: [{path: /a, app_id: wx1, token: abc, \(keys)}]").accounts[0].account.late
    }

    private func problem(_ keys: String) -> String {
        do {
            _ = try late(keys)
            return "none"
        } catch let error as ConfigurationError {
            return error.problems.map { "\($0)" }.joined(separator: "; ")
        } catch {
            return "\(error)"
        }
    }

    @Test func everyKeyIsRead() throws {
        #expect(try late("format: auto") == Account.Late())
        #expect(try late("late: auto").policy == nil)
        #expect(try late("late: []").policy == .late())
        #expect(try late("late: mailbox").policy == .late(.mailbox))
        let late = try late(
            """
            late: [retry, customer_service, mailbox], app_secret: s, typing: true, mailbox_notice: wait,
            continue_notice: more, continue_word: go
            """)
        #expect(late.policy == .late(.retry, .customerService, .mailbox) && late.showsTyping)
        #expect([late.mailboxNotice, late.continuationNotice, late.continuationWord] == ["wait", "more", "go"])
    }

    @Test func mistakesAreExplained() {
        let expected = "expected auto, or a list of retry, customer_service, mailbox in this order"
        for steps in ["[mailbox, retry]", "[retry, retry]", "[later]"] {
            #expect(problem("late: \(steps)").contains("accounts[0].late: \(expected), found"))
        }
        #expect(
            problem("late: [customer_service]").contains("late: expected an app_secret beside customer_service"))
        #expect(problem("typing: true").contains("typing: expected false, or an app_secret beside it"))
        #expect(problem("mailbox_notice: \"\"").contains("mailbox_notice: expected a text of 1 to 600 bytes"))
    }
}
