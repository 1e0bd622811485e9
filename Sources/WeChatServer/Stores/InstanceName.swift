import Networking

/// Finds out whether another server has this instance's name. Two of one name take each other's pushes for their own, and do
/// not tell each other whom to forget.
///
/// Each writes down again and again which process it is. Who finds another there three times in a row is not alone: once that
/// is the process before this one.
///
/// To be used on the client's loop.
final class InstanceName: @unchecked Sendable {  // used on its loop only
    private let client: RedisClient
    private let key: String
    /// In milliseconds.
    private let interval: Int
    private let process = String(UInt64.random(in: 0...UInt64.max), radix: 16)
    private var strangers = 0
    private var timer: LoopTimer?
    /// Whether it is taken, said when that changes.
    private var told: ((Bool) -> Void)?

    private static let limit = 3

    init(_ client: RedisClient, _ name: String, interval: Int) {
        self.client = client
        self.interval = interval
        key = RedisKeys.instance(name)
    }

    /// Calls `told` when another server has the name, and when none has it any more. On one loop of an instance.
    func watch(_ told: @escaping (Bool) -> Void) {
        self.told = told
        timer = LoopTimer(client.loop) { [unowned self] in look() }
        look()
    }

    func close() {
        timer = nil
        told = nil
    }

    private func look() {
        timer?.schedule(after: interval)
        client.send(["SET", .text(key), .text(process), "PX", .number(interval * 10), "GET"]) { [weak self] result in
            guard let self, case .success(let found) = result else { return }
            if case .error = found { return }
            let before = strangers
            strangers = found == .nil || found.text == process ? 0 : min(strangers + 1, Self.limit)
            let isTaken = strangers == Self.limit
            if isTaken != (before == Self.limit) { told?(isTaken) }
        }
    }
}
