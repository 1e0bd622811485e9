import Networking
import WeChat

/// What is known of an account's access token, and what is to be done next. It knows no clock and makes no call.
///
/// Normally WeChat gives the same token until five minutes before its end, and a new one from then on, while the old one
/// is still good. A renewal between these two loses nobody a moment.
struct TokenState: Sendable {
    /// A token and its times.
    struct Token: Sendable {
        let text: Secret
        let expires: MonotonicTime
        /// When to ask for the next one.
        let renewal: MonotonicTime
    }

    /// What somebody does who wants a token.
    enum Step {
        /// Takes this one; and when it says so, has it refreshed beside.
        case use(Token, refreshes: Bool)
        /// Waits for the refresh; and when it says so, starts it.
        case wait(refreshes: Bool)
        /// Does without, because the last refresh has failed a moment ago.
        case fail(APIFailure)
    }

    private var token: Token?
    /// The last token that WeChat has refused.
    private(set) var refused: Secret?
    private var isRefreshing = false
    /// In a row.
    private var failures = 0
    private var failure: APIFailure?
    private var retry = MonotonicTime(nanoseconds: 0)
    /// When tokens were made void by us, the last twenty times.
    private var forced: [MonotonicTime] = []

    /// Somebody wants a token.
    mutating func ask(at now: MonotonicTime) -> Step {
        if let token, now < token.expires {
            let refreshes = token.renewal <= now && retry <= now && !isRefreshing
            if refreshes { isRefreshing = true }
            return .use(token, refreshes: refreshes)
        }
        if isRefreshing { return .wait(refreshes: false) }
        if let failure, now < retry { return .fail(failure) }
        isRefreshing = true
        return .wait(refreshes: true)
    }

    /// WeChat has refused a token. When it is not ours any more there is a newer one already.
    mutating func refuse(_ text: Secret) {
        guard token?.text == text else { return }
        token = nil
        refused = text
    }

    /// What came of asking WeChat. True when it is to be asked again, with force: it has given the token that it refuses.
    ///
    /// Not with force at once, because another program of the account may have done so, and would lose its token to us.
    /// `jitter`, between 0 and 1, spreads what programs do that were started together.
    mutating func end(
        _ result: Result<(token: Secret, lifetime: Int), APIFailure>, at now: MonotonicTime, jitter: Double
    ) -> Bool {
        switch result {
        case .success(let (text, lifetime)) where text != refused:
            take(text, lifetime, now, jitter)
        case .success:
            if force(at: now) { return true }
            fail(.unreachable("WeChat refuses the token that it gives"), now, jitter)
        case .failure(let failure):
            fail(failure, now, jitter)
        }
        isRefreshing = false
        return false
    }

    /// What those who waited are given when a refresh has ended.
    var outcome: Result<Token, APIFailure> {
        if let token { return .success(token) }
        return .failure(failure ?? .unreachable("no access token"))
    }

    private mutating func take(_ text: Secret, _ lifetime: Int, _ now: MonotonicTime, _ jitter: Double) {
        let early = min(60 + Int(180 * jitter), lifetime / 2)
        token = Token(text: text, expires: now + lifetime * 1_000, renewal: now + (lifetime - early) * 1_000)
        refused = nil
        failure = nil
        failures = 0
        retry = now
    }

    /// A second, two, four and so on to a minute, less up to a half.
    private mutating func fail(_ failure: APIFailure, _ now: MonotonicTime, _ jitter: Double) {
        self.failure = failure
        let pause = min(1_000 << min(failures, 6), 60_000)
        failures += 1
        let less = Int(Double(pause / 2) * jitter)
        retry = now + (pause - less)
    }

    /// WeChat allows it twenty times a day and every thirty seconds.
    private mutating func force(at now: MonotonicTime) -> Bool {
        if let last = forced.last, now < last + 30_000 { return false }
        if forced.count == 20, now < forced[0] + 86_400_000 { return false }
        forced = forced.suffix(19) + [now]
        return true
    }
}
