import Testing

@testable import WeChat

struct FileTests {
    @Test func theSampleHasAllItsFields() throws {
        let message = File(push: try .sample("file"))
        #expect([message.push.kind] == File.kinds && message.push.kind == .message("file"))
        #expect(message.openID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc")
        #expect(message.push.toUserName == "gh_2f7a1c9d84be")
        #expect(message.createTime == 1_714_063_860)
        #expect(message.id == "24578933902456094")
        #expect(message.title == "报价单 2024.xlsx")
        #expect(message.summary == "")
        #expect(message.fileKey == "fk_7Qm1pLr8sYbN2eUc")
        #expect(message.md5 == "5a75aaca956d97be686719218f275c6b")
        #expect(message.size == 40_960)
    }
}
