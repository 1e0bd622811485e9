import Logging
import Networking
import WeChat

/// An account's access token, for all loops: it is refreshed by one at a time, and all who want it wait for that one; with
/// Redis, by one of all instances.
final class AccessTokens: Sendable {
    private let account: Account
    private let secret: Secret
    private let counts: APICounts
    private let logger: Logger
    /// Nil where there is no Redis.
    private let shared: SharedToken?
    private let held = Locked(Held())

    private typealias Fetched = Result<(token: Secret, lifetime: Int), APIFailure>

    private struct Held {
        var state = TokenState()
        var waiting: [CheckedContinuation<Result<TokenState.Token, APIFailure>, Never>] = []
    }

    init(_ account: Account, _ secret: Secret, _ counts: APICounts, _ logger: Logger, _ shared: SharedToken? = nil) {
        self.account = account
        self.secret = secret
        self.counts = counts
        self.logger = logger
        self.shared = shared
    }

    /// The token. To be called on the session's loop, which makes the call when one is due.
    ///
    /// A task that is cancelled meanwhile waits on: a refresh takes no longer than a call.
    func token(over session: HTTPSession) async throws(APIFailure) -> TokenState.Token {
        try await withCheckedContinuation { waiting in
            let step = held.withLock { held in
                let step = held.state.ask(at: .now())
                if case .wait = step { held.waiting.append(waiting) }
                return step
            }
            switch step {
            case .use(let token, let refreshes):
                waiting.resume(returning: .success(token))
                if refreshes { refresh(over: session) }
            case .wait(let refreshes):
                if refreshes { refresh(over: session) }
            case .fail(let failure):
                waiting.resume(returning: .failure(failure))
            }
        }.get()
    }

    /// Says that WeChat has refused a token.
    func refuse(_ token: Secret) {
        held.withLock { $0.state.refuse(token) }
    }

    /// In a task of its own: whoever has started it may be cancelled, and others wait.
    private func refresh(over session: HTTPSession) {
        session.loop.run(TokenRefresh(self, session))
    }

    fileprivate func refresh(_ session: HTTPSession) async {
        var force = false
        while true {
            let result = await obtain(session, force: force)
            if case .failure(let failure) = result {
                logger.warning("no access token: \(failure)")
            }
            let (again, outcome, waiting) = held.withLock { held in
                let again = held.state.end(result, at: .now(), jitter: .random(in: 0..<1))
                defer { if !again { held.waiting = [] } }
                return (again, held.state.outcome, again ? [] : held.waiting)
            }
            for waiting in waiting { waiting.resume(returning: outcome) }
            guard again else { return }
            logger.notice("the access token was refused; asking for a new one")
            force = true
        }
    }

    /// A token from another instance, or from WeChat for all.
    private func obtain(_ session: HTTPSession, force: Bool) async -> Fetched {
        guard let shared else { return await fetch(session, force: force) }
        let refused = held.withLock { $0.state.refused }
        switch await shared.step(on: session.loop, refused, isForced: force) {
        case .use(let token, let lifetime): return .success((token, lifetime))
        case .fail: return .failure(.unreachable("other instances have refreshed it as often as WeChat allows"))
        case .ask:
            let fetched = await fetch(session, force: force)
            let good = (try? fetched.get()).flatMap { $0.token == refused ? nil : $0 }
            await shared.end(on: session.loop, good.map { ($0.token, $0.lifetime) })
            return fetched
        }
    }

    private func fetch(_ session: HTTPSession, force: Bool) async -> Fetched {
        let body = StableToken.request(appID: account.appID, secret: secret, force: force)
        do throws(APIFailure) {
            let answer = try await APICall.token.make(over: session, at: account.apiBase, nil, body)
            guard let token = StableToken.token(in: answer) else { throw .unreachable("an answer without a token") }
            counts.count(.token, .ok)
            return .success(token)
        } catch {
            counts.count(.token, APIOutcome(error))
            return .failure(error.ofToken)
        }
    }
}

extension APIFailure {
    /// The same about a call that could not be made without a token: it has surely not been done.
    fileprivate var ofToken: APIFailure {
        if case .unknown(let reason) = self { .unreachable("access token: \(reason)") } else { self }
    }
}

private final class TokenRefresh: LoopOperation {
    private let tokens: AccessTokens
    private let session: HTTPSession

    init(_ tokens: AccessTokens, _ session: HTTPSession) {
        self.tokens = tokens
        self.session = session
    }

    func run() async {
        await tokens.refresh(session)
    }
}
