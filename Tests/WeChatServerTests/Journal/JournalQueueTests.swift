import Testing

@testable import WeChatServer

struct JournalQueueTests {
    private typealias Queue = JournalQueue<Int>

    private func queue(_ count: Int) -> Queue {
        var queue = Queue(room: 100_000, retry: 100)
        for number in 0..<count { _ = queue.add(number, size: 10, isArrival: true) }
        return queue
    }

    @Test func writerIsToldOnceForAllThatWaits() {
        var queue = queue(0)
        #expect(queue.add(1, size: 10, isArrival: true) == .wakes)
        #expect(queue.add(2, size: 10, isArrival: true) == .taken)
        #expect(queue.take() == [1, 2])
        #expect(queue.add(3, size: 10, isArrival: true) == .taken)
        #expect(queue.end(isKept: true) == .again)
        #expect(queue.take() == [3])
        #expect(queue.end(isKept: true) == .rest)
        #expect(queue.add(4, size: 10, isArrival: true) == .wakes)
    }

    @Test func transactionHasAThousandOperationsAtMost() {
        var queue = queue(1_001)
        #expect(queue.take() == Array(0..<1_000))
        #expect(queue.count == 1_001)
        #expect(queue.end(isKept: true) == .again)
        #expect(queue.take() == [1_000])
    }

    @Test func roomIsTakenUntilWhatWaitedIsWritten() {
        var queue = Queue(room: 100, retry: 100)
        #expect(queue.add(1, size: 60, isArrival: true) == .wakes)
        #expect(queue.add(2, size: 41, isArrival: true) == .refused)
        _ = queue.take()
        #expect(queue.add(3, size: 41, isArrival: true) == .refused)
        _ = queue.end(isKept: true)
        #expect(queue.add(4, size: 41, isArrival: true) == .wakes)
    }

    @Test func pushThatWasTakenGoesOnWhereAnotherFindsNoRoom() {
        var queue = Queue(room: 100, retry: 100)
        _ = queue.add(1, size: 100, isArrival: true)
        #expect(queue.add(2, size: 10, isArrival: true) == .refused)
        #expect(queue.add(3, size: 10, isArrival: false) == .taken)
        #expect(queue.add(4, size: 91, isArrival: false) == .refused)
    }

    @Test func pausesGrowWhileTheDiskFailsAndNobodyWakesTheWriter() {
        var queue = queue(1)
        var pauses: [Queue.Next] = []
        for _ in 0..<7 {
            _ = queue.take()
            pauses.append(queue.end(isKept: false))
            #expect(queue.add(1, size: 10, isArrival: true) == .taken)
        }
        #expect(pauses == [100, 200, 400, 800, 1_500, 1_500, 1_500].map { .pause($0) })
        #expect(queue.failuresInRow == 7)
        _ = queue.take()
        #expect(queue.end(isKept: true) == .rest)
        #expect(queue.failuresInRow == 0)
        #expect(queue.failures == 7)
        #expect(queue.commits == 1)
    }

    @Test func writerTriesAgainThoughNothingWaits() {
        var queue = queue(1)
        _ = queue.take()
        #expect(queue.end(isKept: false) == .pause(100))
        #expect(queue.take().isEmpty)
        #expect(queue.end(isKept: true) == .rest)
    }

    @Test func closedQueueTakesNothingAndDoesNotPause() {
        var queue = queue(1)
        queue.close()
        #expect(queue.add(1, size: 1, isArrival: false) == .refused)
        #expect(queue.take() == [0])
        #expect(queue.end(isKept: false) == .again)
        #expect(queue.count == 0)
    }
}
