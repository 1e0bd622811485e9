import Testing

@testable import Networking

@Suite struct ConnectionCountTests {
    @Test func oneTooManyIsNotCounted() {
        let count = ConnectionCount(limit: 2)
        #expect(count.enter())
        #expect(count.enter())
        #expect(!count.enter())
        #expect(count.value == 2)
        count.leave()
        #expect(count.enter())
    }
}
