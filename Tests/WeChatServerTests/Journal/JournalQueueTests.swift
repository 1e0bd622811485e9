import Testing

@testable import WeChatServer

struct JournalQueueTests {
    private typealias Queue = JournalQueue<Int>

    private func queue(_ count: Int) -> Queue {
        var queue = Queue(room: 100_000, retry: 100)
        for number in 0..<count { _ = queue.add(number, size: 10) }
        return queue
    }

    private func wakes(_ queue: inout Queue, _ number: Int, size: Int) -> Bool { queue.add(number, size: size) }

    @Test func writerIsToldOnceForAllThatWaits() {
        var queue = queue(0)
        #expect(wakes(&queue, 1, size: 10) == true)
        #expect(wakes(&queue, 2, size: 10) == false)
        #expect(queue.take() == [1, 2])
        #expect(wakes(&queue, 3, size: 10) == false)
        #expect(queue.end(isKept: true) == .again)
        #expect(queue.take() == [3])
        #expect(queue.end(isKept: true) == .rest)
        #expect(wakes(&queue, 4, size: 10) == true)
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
        _ = queue.add(1, size: 60)
        #expect(queue.hasRoom)
        _ = queue.add(2, size: 41)
        #expect(!queue.hasRoom)
        #expect(queue.take() == [1, 2])
        #expect(queue.end(isKept: false) == .pause(100))
        #expect(!queue.hasRoom)
        _ = queue.take()
        #expect(queue.end(isKept: true) == .rest)
        #expect(queue.hasRoom)
    }

    @Test func pausesGrowWhileTheDiskFailsAndNobodyWakesTheWriter() {
        var queue = queue(1)
        var pauses: [Queue.Next] = []
        for number in 1...7 {
            #expect(queue.take().count == number)
            pauses.append(queue.end(isKept: false))
            #expect(wakes(&queue, number, size: 10) == false)
        }
        #expect(pauses == [100, 200, 400, 800, 1_500, 1_500, 1_500].map { .pause($0) })
        #expect(queue.failuresInRow == 7)
        #expect(queue.take() == Array(0...7))
        #expect(queue.end(isKept: true) == .rest)
        #expect(queue.failuresInRow == 0)
        #expect(queue.failures == 7)
        #expect(queue.commits == 1)
    }

    @Test func closedQueueTakesNothing() {
        var queue = queue(1)
        queue.close()
        #expect(wakes(&queue, 1, size: 1) == false)
        #expect(queue.take() == [0])
        #expect(queue.end(isKept: true) == .rest)
        #expect(queue.count == 0)
    }
}
