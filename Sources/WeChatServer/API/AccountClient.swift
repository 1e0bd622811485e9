import Logging
import Networking
import WeChat

/// What handlers of an account call: its API on the loop that they run on, or for those that run elsewhere on the first.
final class AccountClient: CustomerServiceClient {
    /// One for each loop.
    let loops: [WeChatAPI]
    /// Whether it needs access tokens; cloud hosting without an AppSecret does not.
    let hasToken: Bool

    /// How long a call may be tried again, in milliseconds.
    private static let budget = 30_000

    /// Nil for an account that cannot call. With clients of Redis, one for each loop, its token is shared with other
    /// instances.
    init?(
        _ account: Account, _ sessions: [HTTPSession], _ counts: APICounts, _ logger: Logger,
        redis: [RedisClient] = []
    ) {
        guard account.callsAPI else { return nil }
        let shared = redis.isEmpty ? nil : SharedToken(account.appID, redis)
        let tokens = account.appSecret.map { AccessTokens(account, $0, counts, logger, shared) }
        hasToken = tokens != nil
        loops = sessions.map { WeChatAPI(account, $0, tokens, counts) }
    }

    func send(_ reply: Reply, to openID: String) async throws(APIFailure) -> SendOutcome {
        let api = api
        return try await withTaskExecutorPreference(api.loop) { () async throws(APIFailure) in
            try await api.send(reply, to: openID, within: Self.budget)
        }
    }

    func send(
        message: CustomerMessage, to openID: String, from agent: String?
    ) async throws(APIFailure) -> SendOutcome {
        let api = api
        return try await withTaskExecutorPreference(api.loop) { () async throws(APIFailure) in
            try await api.send(message, to: openID, from: agent, within: Self.budget)
        }
    }

    func typing(to openID: String, _ isTyping: Bool) async throws(APIFailure) {
        let api = api
        try await withTaskExecutorPreference(api.loop) { () async throws(APIFailure) in
            try await api.typing(to: openID, isTyping)
        }
    }

    private var api: WeChatAPI { loops.first { $0.loop.isCurrent } ?? loops[0] }
}
