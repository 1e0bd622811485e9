import Testing

@testable import Networking

@Suite struct LoopTimerTests {
    @Test func timerFiresOnceForEachSchedule() throws {
        try Self.with { timers in
            timers.schedule("a", after: 10)
            timers.waitFor(["a"])
            timers.schedule("b", after: 10)
            timers.waitFor(["a", "b"])
        }
    }

    @Test func timersFireInTheOrderOfTheirTimes() throws {
        try Self.with { timers in
            timers.perform {
                timers.schedule("late", after: 60)
                timers.schedule("soon", after: 20)
                timers.schedule("now", after: 0)
            }
            timers.waitFor(["now", "soon", "late"])
        }
    }

    @Test func timerThatIsScheduledAgainIsMoved() throws {
        try Self.with { timers in
            timers.perform {
                timers.schedule("a", after: 20)
                timers.schedule("b", after: 60)
                timers.schedule("a", after: 100)
            }
            timers.waitFor(["b", "a"])
        }
    }

    @Test func cancelledTimerDoesNotFire() throws {
        try Self.with { timers in
            timers.perform {
                timers.schedule("a", after: 10)
                timers.schedule("b", after: 60)
                timers.timers["a"]?.cancel()
                #expect(timers.timers["a"]?.isScheduled == false)
                #expect(timers.timers["b"]?.isScheduled == true)
            }
            timers.waitFor(["b"])
            timers.perform { #expect(timers.timers["b"]?.isScheduled == false) }
        }
    }

    @Test func forgottenTimerDoesNotFire() throws {
        try Self.with { timers in
            timers.perform {
                timers.schedule("a", after: 10)
                timers.schedule("b", after: 60)
                timers.timers["a"] = nil
            }
            timers.waitFor(["b"])
        }
    }

    private static func with(_ body: (Timers) -> Void) throws {
        let timers = Timers()
        body(timers)
        timers.perform { timers.timers = [:] }
        timers.loop.stop()
    }
}

/// Timers by their names, and the names of those that fired.
private final class Timers: @unchecked Sendable {  // `timers` is touched on the loop only
    let loop = EventLoop()
    var timers: [String: LoopTimer] = [:]
    private let fired = Record<String>()

    init() {
        loop.start()
    }

    func perform(_ body: @escaping @Sendable () -> Void) {
        let isDone = Flag()
        loop.execute {
            body()
            isDone.raise()
        }
        isDone.wait()
    }

    func schedule(_ name: String, after milliseconds: Int) {
        guard loop.isCurrent else { return perform { self.schedule(name, after: milliseconds) } }
        let timer = timers[name] ?? LoopTimer(loop) { [unowned self] in fired.append(name) }
        timers[name] = timer
        timer.schedule(after: milliseconds)
    }

    func waitFor(_ names: [String]) {
        eventually("timers \(names)") { fired.elements.count >= names.count }
        #expect(fired.elements == names)
    }
}
