import Testing

@testable import Networking

@Suite struct RedisQueueTests {
    @Test func commandsLeaveInTheirOrder() {
        var queue = RedisQueue()
        var (given, taken) = (0, 0)
        // More come than go, then more go than come.
        for round in 0..<4_000 {
            for _ in 0..<(round < 2_000 ? 2 : 1) {
                given += 1
                queue.append(1, .never) { _ in }
            }
            for _ in 0..<(round < 2_000 ? 1 : 2) {
                guard let entry = queue.next() else { continue }
                taken += 1
                #expect(entry.end == taken)
            }
            #expect(queue.count == given - taken)
        }
        while queue.next() != nil { taken += 1 }
        #expect(taken == given && queue.isEmpty && queue.bytes == given)
    }

    @Test func earliestDeadlineIsFound() {
        var queue = RedisQueue()
        #expect(queue.deadline == nil)
        for time: UInt64 in [30, 10, 20] { queue.append(1, MonotonicTime(nanoseconds: time)) { _ in } }
        #expect(queue.deadline?.nanoseconds == 10)
        _ = queue.next()
        _ = queue.next()
        #expect(queue.deadline?.nanoseconds == 20)
    }

    @Test func takenQueueIsAsNew() {
        var queue = RedisQueue()
        for size in [3, 4] { queue.append(size, .never) { _ in } }
        _ = queue.next()
        #expect(queue.takeAll().map(\.end) == [7])
        #expect(queue.isEmpty && queue.bytes == 0)
    }
}
