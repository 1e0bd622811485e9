import Testing

@testable import WeChat

struct MassSendJobFinishTests {
    @Test func theSampleHasAllItsFields() throws {
        let event = MassSendJobFinish(push: try .sample("MASSSENDJOBFINISH"))
        #expect([event.push.kind] == MassSendJobFinish.kinds && event.push.kind == .event("MASSSENDJOBFINISH"))
        #expect(event.openID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc")
        #expect(event.push.toUserName == "gh_2f7a1c9d84be")
        #expect(event.createTime == 1_714_111_733)
        #expect(event.messageID == "1000002481")
        #expect(event.status == "err(30003)")
        #expect(event.totalCount == 0 && event.filterCount == 0 && event.sentCount == 0 && event.errorCount == 0)
        #expect(event.checkState == 2)
        let checks = event.copyrightChecks
        #expect(checks.map(\.articleIndex) == [1, 2])
        #expect(checks.map(\.originalURL) == ["https://mp.weixin.qq.com/s/aaa", "https://mp.weixin.qq.com/s/bbb"])
        #expect(checks.map(\.userDeclareState) == [0, 0] && checks.map(\.auditState) == [2, 2])
        #expect(checks.map(\.originalType) == [1, 1])
        #expect(checks.allSatisfy { $0.canReprint && $0.needsReplacement && $0.needsSource })
        #expect(event.articleURLs.map(\.articleIndex) == [1])
        #expect(event.articleURLs.map(\.url) == ["https://mp.weixin.qq.com/s/ccc"])
    }

    @Test func theListsMayBeMissing() throws {
        let event = MassSendJobFinish(
            push: try Push(event: "MASSSENDJOBFINISH", "<MsgID>18446744073709551615</MsgID><CopyrightCheckResult/>"))
        #expect(event.messageID == "18446744073709551615")
        #expect(event.copyrightChecks.isEmpty)
        #expect(event.articleURLs.isEmpty)
        #expect(event.checkState == nil)
        #expect(event.sentCount == nil)
    }
}
