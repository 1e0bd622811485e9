import Networking
import TestSupport

/// Where handlers wait until the test lets them go on.
final class Gate: Sendable {
    private let waiting = Locked<[CheckedContinuation<Void, Never>]>([])
    private let passed = Locked(0)

    /// Waits for `open()`.
    func pass() async {
        await withCheckedContinuation { continuation in waiting.withLock { $0.append(continuation) } }
        passed.withLock { $0 += 1 }
    }

    /// Waits until so many handlers wait.
    func awaitArrival(_ count: Int = 1) throws {
        try eventually("\(count) waiting handlers") { waiting.withLock { $0.count } >= count }
    }

    /// Lets go on who waits.
    func open() {
        let gone = waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
        for continuation in gone { continuation.resume() }
    }

    /// Waits until so many have gone on.
    func awaitPassage(_ count: Int = 1) throws {
        try eventually("\(count) handlers that went on") { passed.withLock { $0 } >= count }
    }
}
