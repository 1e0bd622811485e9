import Glibc
import Testing

@testable import Networking

@Suite struct SignalSourceTests {
    @Test func eachSignalCallsTheFunctionOnTheLoop() async {
        await #expect(processExitsWith: .success) {
            let loop = EventLoop()
            loop.start()
            let isReady = Flag()
            let calls = Record<Bool>()
            let source = Locked<Held?>(nil)
            loop.execute {
                let made = SignalSource(loop, signal: SIGTERM) {
                    calls.append(loop.isCurrent)
                }
                source.withLock { $0 = Held(source: made) }
                isReady.raise()
            }
            isReady.wait()
            for number in 1...2 {
                kill(getpid(), SIGTERM)
                eventually("signal \(number)") { calls.elements.count == number }
            }
            guard calls.elements == [true, true] else { exit(1) }
        }
    }

    /// Keeps a source; it is used on its loop only.
    private struct Held: @unchecked Sendable {
        var source: SignalSource
    }
}
