/// Messages to users outside the answers to their pushes: late, several, or about something else.
///
/// ```swift
/// handlers.on(Text.self) { message, context in
///     try await context.customerService?.send(.text("one moment"), to: message.openID)
///     return .text(try await answer(message))
/// }
/// ```
public protocol CustomerServiceClient: Sendable {
    /// Sends what a reply says, at most once. A long text goes out in several messages.
    @discardableResult
    func send(_ reply: Reply, to openID: String) async throws(APIFailure) -> SendOutcome

    /// Sends a message, at most once, under the name of the agent `name@gh_…` where there is one.
    @discardableResult
    func send(message: CustomerMessage, to openID: String, from agent: String?) async throws(APIFailure) -> SendOutcome

    /// Shows the user that an answer is being written, for some fifteen seconds, or shows it no more.
    func typing(to openID: String, _ isTyping: Bool) async throws(APIFailure)
}

extension CustomerServiceClient {
    /// Sends a message, at most once.
    @discardableResult
    public func send(message: CustomerMessage, to openID: String) async throws(APIFailure) -> SendOutcome {
        try await send(message: message, to: openID, from: nil)
    }

    /// Shows the user that an answer is being written, for some fifteen seconds.
    public func typing(to openID: String) async throws(APIFailure) {
        try await typing(to: openID, true)
    }
}

/// What became of a message that WeChat has answered.
public enum SendOutcome: Sendable, Equatable {
    /// WeChat has taken it.
    case sent
    /// The user takes no more messages until he writes again. That is how it is meant to be, and no mistake.
    case outOfReach(APIError)
}
