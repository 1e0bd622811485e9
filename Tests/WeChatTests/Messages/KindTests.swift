import Testing

@testable import WeChat

struct KindTests {
    @Test func caseMakesNoDifference() {
        #expect(Kind.event("SCAN") == .event("scan"))
        #expect(Set([Kind.event("SCAN"), .event("scan"), .event("Scan")]).count == 1)
        #expect(Kind.event("WifiConnected").name == "WifiConnected")
    }

    @Test func aMessageIsNoEvent() {
        #expect(Kind.message("location") != .event("LOCATION"))
        #expect(Set([Kind.message("location"), .event("location")]).count == 2)
    }

    @Test func itPrintsAsWeChatWritesIt() {
        #expect("\(Kind.event("CLICK")) \(Kind.message("text"))" == "CLICK text")
    }
}
