public import Logging

/// What a handler knows beside the push: the account, a log, threads for blocking work, and the values that
/// middleware has put there.
public struct Context: Sendable {
    /// What all pushes of an account share.
    package final class Shared: Sendable {
        let account: Account
        let logger: Logger
        let blocking: any TaskExecutor
        let customerService: (any CustomerServiceClient)?
        let streams: (any StreamPublisher)?

        package init(
            account: Account, logger: Logger, blocking: any TaskExecutor,
            customerService: (any CustomerServiceClient)? = nil, streams: (any StreamPublisher)? = nil
        ) {
            self.account = account
            self.logger = logger
            self.blocking = blocking
            self.customerService = customerService
            self.streams = streams
        }
    }

    private let shared: Shared
    /// How far the push is; nil where nobody waits for an answer.
    package var progress: (any PushProgress)?
    private var values: [ObjectIdentifier: any Sendable] = [:]

    /// What WeChat's cloud hosting has told about the push; nil when it came otherwise.
    public package(set) var cloud: CloudHosting? {
        get { self[CloudHosting.self] }
        set { self[CloudHosting.self] = newValue }
    }

    /// The AppID of the account that a third-party platform got the push for, out of the path; nil when the path has none.
    public package(set) var authorizerAppID: String? {
        get { self[AuthorizerAppID.self] }
        set { self[AuthorizerAppID.self] = newValue }
    }

    private enum AuthorizerAppID: ContextKey { static let defaultValue: String? = nil }

    package init(_ shared: Shared) {
        self.shared = shared
    }

    /// Until when what a handler returns is the answer to the push itself, if WeChat does not come again. Later it takes the
    /// late steps.
    public var deadline: ContinuousClock.Instant { progress?.deadline ?? .now }

    /// How often the push was begun, this time included: more than 1 after a failure that WeChat was told of.
    public var attempt: Int { progress?.attempt ?? 1 }

    /// Answers now, and lets the handler go on; what it returns in the end reaches the user late, and `nil` sends nothing.
    ///
    /// ```swift
    /// context.reply(.text("一会儿就好"))
    /// return .text(try await answer(message))
    /// ```
    /// Only the first call answers the push itself. What comes behind it, or behind the time that WeChat waits, is sent
    /// late as well.
    public func reply(_ reply: Reply) { progress?.reply(reply) }

    /// The account that the push came for.
    public var account: Account { shared.account }

    /// The server's log, with the account's name on every line.
    public var logger: Logger { shared.logger }

    /// Sends messages to users beside the answers to their pushes; nil when the account has no AppSecret and is not in
    /// cloud hosting.
    public var customerService: (any CustomerServiceClient)? { shared.customerService }

    var streams: (any StreamPublisher)? { shared.streams }

    /// The value that a middleware has set for a key, or the key's default.
    public subscript<Key: ContextKey>(key: Key.Type) -> Key.Value {
        get { values[ObjectIdentifier(key)] as? Key.Value ?? Key.defaultValue }
        set { values[ObjectIdentifier(key)] = newValue }
    }

    /// Does blocking or long work on a thread of its own, so that the loop goes on serving others.
    ///
    /// A handler runs on the thread that serves its connection: a file, a database driver without `async`, or a
    /// computation of more than a millisecond belongs in here.
    public func offload<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask(executorPreference: shared.blocking) { try work() }
            guard let value = try await group.next() else { throw CancellationError() }
            return value
        }
    }
}

/// A push on its way to its answer, as its handlers see it.
package protocol PushProgress: AnyObject, Sendable {
    /// Until when WeChat waits, less the time that an answer may take.
    var deadline: ContinuousClock.Instant { get }
    /// How often it was begun.
    var attempt: Int { get }
    /// Answers before the handlers have ended. From any thread.
    func reply(_ reply: Reply)
}

/// A name and a type for a value that a middleware puts into the `Context`.
/// ```swift
/// enum Language: ContextKey { static let defaultValue = "zh_CN" }
/// ```
public protocol ContextKey {
    /// The type of the value.
    associatedtype Value: Sendable

    /// What is read when nothing was set.
    static var defaultValue: Value { get }
}
