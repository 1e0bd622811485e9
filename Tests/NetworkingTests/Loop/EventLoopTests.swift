import Testing

@testable import Networking

@Suite struct EventLoopTests {
    @Test func bodiesRunOnTheLoopInOrder() {
        Self.with { loop in
            let numbers = Record<Int>()
            let isDone = Flag()
            for number in 0..<1_000 {
                loop.execute {
                    #expect(loop.isCurrent)
                    numbers.append(number)
                    if number == 999 { isDone.raise() }
                }
            }
            isDone.wait()
            #expect(numbers.elements == Array(0..<1_000))
            #expect(!loop.isCurrent)
        }
    }

    @Test func bodyMayHandOverAnother() {
        Self.with { loop in
            let isDone = Flag()
            loop.execute { loop.execute { loop.execute { isDone.raise() } } }
            isDone.wait()
        }
    }

    @Test func bodiesOfManyThreadsAllRun() async {
        let loop = EventLoop()
        loop.start()
        defer { loop.stop() }
        let numbers = Record<Int>()
        await withTaskGroup { group in
            for _ in 0..<8 {
                group.addTask { for number in 0..<500 { loop.execute { numbers.append(number) } } }
            }
        }
        eventually("4000 bodies") { numbers.elements.count == 4_000 }
    }

    @Test func taskWithTheLoopsPreferenceRunsThere() async {
        let loop = EventLoop()
        loop.start()
        defer { loop.stop() }
        await withTaskExecutorPreference(loop) {
            #expect(loop.isCurrent)
            await Task.yield()
            #expect(loop.isCurrent)
            await withTaskGroup { group in
                for _ in 0..<20 { group.addTask { #expect(loop.isCurrent) } }
            }
        }
    }

    @Test func startedTaskRunsAtOnceAndResumesOnTheLoop() {
        Self.with { loop in
            let isDone = Flag()
            loop.execute {
                let hasBegun = Flag()
                loop.run {
                    hasBegun.raise()
                    try? await Task.sleep(for: .milliseconds(1))
                    #expect(loop.isCurrent)
                    isDone.raise()
                }
                #expect(hasBegun.isRaised)
            }
            isDone.wait()
        }
    }

    @Test func loopIsReleasedWhenItHasStopped() {
        weak let released = Self.stopped()
        eventually("the loop to be released") { released == nil }
    }

    @Test func stoppedLoopIsNobodysThread() {
        let first = EventLoop()
        first.start()
        let isCurrent = Flag()
        first.execute { isCurrent.raise() }
        isCurrent.wait()
        first.stop()
        // A thread often gets the identity of one that has ended.
        for _ in 0..<20 {
            Self.with { loop in
                let isDone = Flag()
                loop.execute {
                    #expect(!first.isCurrent)
                    isDone.raise()
                }
                isDone.wait()
            }
        }
    }

    @Test func loopMayBeUsedOnItsThreadOnly() async {
        await #expect(processExitsWith: .failure) {
            EventLoop().checkIsolated()
        }
    }

    private static func with(_ body: (EventLoop) -> Void) {
        let loop = EventLoop()
        loop.start()
        body(loop)
        loop.stop()
    }

    private static func stopped() -> EventLoop {
        let loop = EventLoop()
        loop.start()
        loop.stop()
        return loop
    }
}
