import Testing

@testable import WeChat

struct LocationReportTests {
    @Test func theSampleHasAllItsFields() throws {
        let event = LocationReport(push: try .sample("LOCATION"))
        #expect([event.push.kind] == LocationReport.kinds && event.push.kind == .event("LOCATION"))
        #expect(event.openID == "oK9xD5w_3vTz0Qm1pLr8sYbN2eUc")
        #expect(event.push.toUserName == "gh_2f7a1c9d84be")
        #expect(event.createTime == 1_714_091_216)
        #expect(event.latitude == 22.540503)
        #expect(event.longitude == 113.934528)
        #expect(event.precision == 65)
    }

    @Test func itIsNotALocationMessage() {
        #expect(LocationReport.kinds != Location.kinds)
    }
}
