import Testing

@testable import WeChat

struct ScanTests {
    @Test func theSampleHasAllItsFields() throws {
        let event = Scan(push: try .sample("SCAN"))
        #expect([event.push.kind] == Scan.kinds && event.push.kind == .event("SCAN"))
        #expect(event.openID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc")
        #expect(event.push.toUserName == "gh_2f7a1c9d84be")
        #expect(event.createTime == 1_714_089_262)
        #expect(event.scene == "4294967295")
        #expect(
            event.ticket
                == "gQFq8DwAAAAAAAAAAS5odHRwOi8vd2VpeGluLnFxLmNvbS9xLzAyVVpqZ1FPTkRmaEMxQ0ZJQ2h6Y0UAAgRxZXNmAwQsAQAA")
        #expect(event.key == "4294967295")
    }

    @Test func theEventMayBeInLowerCase() throws {
        let event = Scan(push: try Push(event: "scan", "<EventKey>qrscene_1</EventKey><Ticket/>"))
        #expect([event.push.kind] == Scan.kinds)
        #expect(event.push.kind.name == "scan")
        #expect(event.scene == "qrscene_1")
        #expect(event.ticket == nil)
    }
}
