import Testing

@testable import WeChatServer

struct EmptyRunTests {
    private func run(_ count: Int, bytes: Int, limit: Int = 1_000_000, isFirst: Bool = true) -> EmptyRun {
        var run = EmptyRun(limit: limit, isFirst: isFirst)
        for id in 1...count { run.add(id, bytes: bytes) }
        return run
    }

    @Test func fourPagesStayBeforeWhatIsNotEmpty() {
        #expect(run(163, bytes: 92).deletable == nil)
        #expect(run(165, bytes: 92).deletable == 1...1)
        #expect(run(1_000, bytes: 92).deletable == 1...836)
    }

    @Test func fourPagesStayBehindWhatIsNotEmpty() {
        #expect(run(328, bytes: 92, isFirst: false).deletable == nil)
        #expect(run(1_000, bytes: 92, isFirst: false).deletable == 165...836)
    }

    /// Of a long row only the beginning may stand in a page with others.
    @Test func longRowsCountAsShortOnes() {
        #expect(run(34, bytes: 60_000).deletable == nil)
        #expect(run(35, bytes: 60_000).deletable == 1...1)
    }

    @Test func noMoreThanTheLimitIsDeleted() {
        let run = run(1_000, bytes: 92, limit: 10)
        #expect(run.isEnough)
        #expect(run.deletable == 1...10)
        #expect(!self.run(20, bytes: 92, limit: 10).isEnough)
    }
}
