import Networking
import TestSupport
import WeChat

@testable import WeChatServer

/// What a loop of an instance shares with others. Pushes are called by their user and number: `a1` is user a's first.
final class TestInstance: @unchecked Sendable {  // `stores` is used on the loop only
    let client: RedisClient
    let counts = SharedCounts()
    private let loop = EventLoop()
    private var stores: SharedStores?

    /// By default nothing is late in a test, no claim lapses, and what is done again and again is done often.
    init(_ process: RedisProcess, _ name: String = "one", _ change: (inout ClaimLimits) -> Void = { _ in }) throws {
        var times = RedisClient.Limits()
        (times.connectTime, times.time) = (30_000, 30_000)
        client = RedisClient(loop, process.server, times)
        var limits = ClaimLimits()
        (limits.lease, limits.beat, limits.grace, limits.recall) = (600_000, 20, 0, 0)
        change(&limits)
        loop.start()
        try perform { [self, limits, server = process.server] in
            stores = SharedStores(client, server, instance: name, limits, counts)
        }
        try eventually("a connection") { client.snapshot.health == .up }
    }

    /// Goes without a word: its claims are not renewed and not released.
    func stop() {
        loop.execute { [self] in
            stores?.close()
            stores = nil
            loop.stop()
        }
    }

    static func with(
        _ process: RedisProcess, _ name: String = "one", _ change: (inout ClaimLimits) -> Void = { _ in },
        _ body: (TestInstance) throws -> Void
    ) throws {
        let instance = try TestInstance(process, name, change)
        defer { instance.stop() }
        try body(instance)
    }

    /// Runs `body` with instances `one` and `two`.
    static func two(
        _ change: (inout ClaimLimits) -> Void = { _ in },
        _ body: (TestInstance, TestInstance, RedisProcess) throws -> Void
    ) throws {
        try RedisProcess.with { process in
            try with(process, "one", change) { one in
                try with(process, "two", change) { two in try body(one, two, process) }
            }
        }
    }

    /// Runs `body` on the loop and waits for its end.
    func perform<R: Sendable>(_ body: @escaping @Sendable () -> R) throws -> R {
        let result = Locked<R?>(nil)
        loop.execute { result.withLock { $0 = body() } }
        return try eventualValue("the loop") { result.withLock { $0 } }
    }

    func perform<R: Sendable>(_ body: @escaping @Sendable (SharedStores) -> R) throws -> R {
        try perform { [self] in body(stores!) }  // it is there until `stop()`
    }

    /// Runs `body` in a task of the loop and waits for its end.
    func inTask<R: Sendable>(_ body: @escaping @Sendable (SharedStores) async -> R) throws -> R {
        let result = Locked<R?>(nil)
        try perform { [self] in
            // It is there until `stop()`.
            let task = LoopTask { [stores = stores!] in
                let value = await body(stores)
                result.withLock { $0 = value }
            }
            _ = loop.run(task)
        }
        return try eventualValue("a task") { result.withLock { $0 } }
    }
}

/// Claims.
extension TestInstance {
    /// What comes of a claim, in words.
    final class Claim: Sendable {
        fileprivate let outcomes = Locked<[String]>([])

        /// Whether it is to run, or who has it; nil when that is not known.
        var outcome: String? { outcomes.withLock { $0.first { $0 != "waits" && $0 != "expires" } } }

        /// Whether that has come of it.
        func has(_ outcome: String) -> Bool { outcomes.withLock { $0.contains(outcome) } }

        func await() throws -> String { try eventualValue("the outcome of a claim") { outcome } }
    }

    func claim(_ name: String, _ cause: ClaimCause = .delivered) throws -> Claim {
        let claim = Claim()
        let key = PushKey(test: name)
        try perform { stores in
            stores.claims.claim(key, cause) { outcome in
                let word =
                    switch outcome {
                    case .runs(let attempt, let hasLetters): hasLetters ? "runs \(attempt), letters" : "runs \(attempt)"
                    case .waitsItsTurn: "waits"
                    case .expires: "expires"
                    case .promised(let answer): "promised \(answer.word)"
                    case .answered(let answer): "answered \(answer.word)"
                    case .unreachable: "unreachable"
                    }
                claim.outcomes.withLock { $0.append(word) }
            }
        }
        return claim
    }

    /// Ends a push and waits until Redis knows, or cannot be told.
    func end(_ name: String, _ text: String?, isGiven: Bool = true) throws {
        let key = PushKey(test: name)
        let isTold = Locked(false)
        try perform { stores in
            let answer = text.map { PushAnswer(reply: .text($0), time: 7) }
            stores.claims.end(key, answer, isGiven: isGiven) { isTold.withLock { $0 = true } }
        }
        try eventually("an end") { isTold.withLock { $0 } }
    }

    func withdraw(_ name: String) throws -> Bool? {
        let key = PushKey(test: name)
        return try inTask { try? await $0.claims.withdraw(key, at: 7) }
    }

    /// Has deliveries elsewhere get a text before the end.
    func promise(_ name: String, _ text: String) throws {
        let key = PushKey(test: name)
        try perform { $0.claims.promise(key, PushAnswer(reply: .text(text), time: 7)) }
    }

    /// A delivery here will not be waited for much longer.
    func expire(_ name: String) throws {
        let key = PushKey(test: name)
        try perform { $0.claims.expire(key) }
    }

    /// What Redis has of a push.
    func field(_ field: String, of name: String) throws -> RedisValue? {
        try value(["HGET", .text(RedisKeys.push(PushKey(test: name))), .text(field)])
    }

    /// What Redis answers to a command.
    func value(_ command: RedisCommand) throws -> RedisValue? {
        try inTask { [client] _ in try? await client.send(command) }
    }
}

extension PushKey {
    /// The key of the push `a1`, user a's first.
    init(test name: String) {
        let bytes = Array(name.utf8)
        self.init(user: UInt64(bytes[0]), own: UInt64(bytes[1]))
    }
}

extension PushAnswer {
    fileprivate var word: String {
        if case .text(let text) = reply { text + " at \(time)" } else { "nothing at \(time)" }
    }
}

extension RedisProcess {
    /// As a configuration has it.
    var server: RedisServer {
        var server = RedisServer(.unix(path))
        server.probe = RedisKeys.probe
        return server
    }

    /// Takes no more in, or as much as comes.
    func limit(toNothing isFull: Bool) throws {
        let client = try TestClient("unix:" + path)
        client.send("CONFIG SET maxmemory \(isFull ? 1 : 0)\r\nQUIT\r\n")
        _ = try client.rest()
    }
}

final class LoopTask: LoopOperation {
    private let body: @Sendable () async -> Void

    init(_ body: @escaping @Sendable () async -> Void) { self.body = body }

    func run() async { await body() }
}
