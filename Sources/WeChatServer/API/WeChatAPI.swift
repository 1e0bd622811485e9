import Networking
import WeChat

/// An account's calls of WeChat's API on one loop, each made as often as it may be and no message sent twice.
final class WeChatAPI: Sendable {
    let account: Account
    let loop: EventLoop
    private let session: HTTPSession
    /// Nil in cloud hosting, which knows the caller.
    private let tokens: AccessTokens?
    private let counts: APICounts
    private let firstPause: Int

    /// `firstPause` is how long is waited before a call is made again, in milliseconds, and doubles.
    init(
        _ account: Account, _ session: HTTPSession, _ tokens: AccessTokens?, _ counts: APICounts,
        firstPause: Int = 500
    ) {
        self.account = account
        self.session = session
        loop = session.loop
        self.tokens = tokens
        self.counts = counts
        self.firstPause = firstPause
    }

    /// Sends a message, a long text in several, one after the other. What failed and surely has not been done is tried
    /// again for `budget` milliseconds. To be called on the loop, as all that follows.
    func send(
        _ message: CustomerMessage, to openID: String, from agent: String? = nil, within budget: Int
    ) async throws(APIFailure) -> SendOutcome {
        try await send(message, Address(openID: openID, agent: agent, deadline: .now() + budget))
    }

    /// The same for what a reply says.
    func send(_ reply: Reply, to openID: String, within budget: Int) async throws(APIFailure) -> SendOutcome {
        let messages: [CustomerMessage]
        do { messages = try CustomerMessage.messages(for: reply) } catch { throw .unsendable(error) }
        let address = Address(openID: openID, agent: nil, deadline: .now() + budget)
        for message in messages {
            let outcome = try await send(message, address)
            guard outcome == .sent else { return outcome }
        }
        return .sent
    }

    /// Shows the user that an answer is being written, or shows it no more. It is not worth a second attempt.
    func typing(to openID: String, _ isTyping: Bool) async throws(APIFailure) {
        try await call(.typing, Typing.document(to: openID, isTyping: isTyping), until: .now())
    }

    /// The access token; nil when the account has none. For the owner's other programs.
    func token() async throws(APIFailure) -> TokenState.Token? {
        try await tokens?.token(over: session)
    }
}

/// Messages.
extension WeChatAPI {
    /// Whom a message is for, and until when.
    private struct Address {
        let openID: String
        let agent: String?
        let deadline: MonotonicTime
    }

    private func send(
        _ message: CustomerMessage, _ address: Address, limit: Int = CustomerMessage.textLimit
    ) async throws(APIFailure) -> SendOutcome {
        let parts: [CustomerMessage]
        do { parts = try message.parts(from: account.type, limit: limit) } catch { throw .unsendable(error) }
        for part in parts {
            let outcome = try await deliver(part, address, limit: limit)
            guard outcome == .sent else { return outcome }
        }
        return .sent
    }

    private func deliver(
        _ part: CustomerMessage, _ address: Address, limit: Int
    ) async throws(APIFailure) -> SendOutcome {
        do throws(APIFailure) {
            let document = part.document(to: address.openID, from: address.agent)
            try await call(.send, document, until: address.deadline)
            return .sent
        } catch {
            guard case .refused(let refusal) = error else { throw error }
            switch refusal.remedy {
            case .stop(.windowOver), .stop(.countUsedUp): return .outOfReach(refusal)
            case .split:
                // WeChat's limit has changed over the years.
                guard case .text = part, limit > 256 else { throw error }
                return try await send(part, address, limit: limit / 2)
            case .stop, .refreshToken, .backOff, .fix, .configuration: throw error
            }
        }
    }
}

/// Calls.
extension WeChatAPI {
    private func call(_ call: APICall, _ body: [UInt8], until deadline: MonotonicTime) async throws(APIFailure) {
        var attempts = APIAttempts(until: deadline, pause: firstPause)
        while true {
            do throws(APIFailure) {
                return try await callOnce(call, body)
            } catch {
                let pause = attempts.next(after: error, at: .now(), jitter: .random(in: 0..<1))
                guard let pause else { throw error }
                if pause > 0 { await loop.pause(pause) }
                guard !Task.isCancelled else { throw error }
            }
        }
    }

    private func callOnce(_ call: APICall, _ body: [UInt8]) async throws(APIFailure) {
        let token = try await token()?.text
        do throws(APIFailure) {
            _ = try await call.make(over: session, at: account.apiBase, token, body)
            counts.count(call, .ok)
        } catch {
            counts.count(call, APIOutcome(error))
            if case .refused(let refusal) = error, refusal.remedy == .refreshToken, let token { tokens?.refuse(token) }
            throw error
        }
    }
}
