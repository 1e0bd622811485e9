import Testing

@testable import Networking

@Suite struct EventLoopPauseTests {
    @Test func pauseEndsOnTheLoop() {
        let loop = EventLoop()
        loop.start()
        defer { loop.stop() }
        let isOver = Flag()
        let begin = MonotonicTime.now()
        loop.execute {
            loop.run {
                await loop.pause(20)
                loop.checkIsolated()
                isOver.raise()
            }
        }
        isOver.wait()
        #expect(MonotonicTime.now() >= begin + 19)
    }

    @Test func cancelledTaskDoesNotPause() {
        let loop = EventLoop()
        loop.start()
        defer { loop.stop() }
        let isOver = Flag()
        let task = Task(executorPreference: loop) {
            await loop.pause(3_600_000)
            isOver.raise()
        }
        task.cancel()
        isOver.wait()
    }
}
