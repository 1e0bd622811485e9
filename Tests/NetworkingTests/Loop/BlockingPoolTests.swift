import Glibc
import Testing

@testable import Networking

@Suite struct BlockingPoolTests {
    @Test func jobsRunAtOnceUpToThePoolsSize() async {
        let pool = BlockingPool(size: 3)
        let running = Record<Int>()
        await withTaskGroup { group in
            for number in 0..<3 {
                group.addTask(executorPreference: pool) {
                    running.append(number)
                    // Each blocks its thread until all three run.
                    eventually("three jobs") { running.elements.count == 3 }
                }
            }
        }
        #expect(running.elements.count == 3)
    }

    @Test func noMoreThreadsAreMadeThanThePoolsSize() async {
        let pool = BlockingPool(size: 2)
        let threads = Record<UInt>()
        await withTaskGroup { group in
            for _ in 0..<200 {
                group.addTask(executorPreference: pool) {
                    threads.append(UInt(pthread_self()))
                    await Task.yield()
                    threads.append(UInt(pthread_self()))
                }
            }
        }
        #expect(1...2 ~= Set(threads.elements).count)
    }

    @Test func blockingWorkLeavesTheLoopFree() {
        let loop = EventLoop()
        loop.start()
        defer { loop.stop() }
        let pool = BlockingPool(size: 1)
        let isFree = Flag()
        let isDone = Flag()
        loop.execute {
            loop.run {
                await withTaskExecutorPreference(pool) {
                    #expect(!loop.isCurrent)
                    isFree.wait()
                }
                #expect(loop.isCurrent)
                isDone.raise()
            }
        }
        loop.execute { isFree.raise() }
        isDone.wait()
    }
}
