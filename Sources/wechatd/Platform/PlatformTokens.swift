import WeChat

/// The access tokens that the stand-in has given, in both ways, which do not touch each other. It knows no clock: times are
/// seconds since any moment.
struct PlatformTokens: Sendable {
    private struct Token: Sendable {
        let text: String
        var expires: Int
    }

    private let name: String
    private var count = 0
    private var stable: Token?
    private var classic: Token?
    /// Tokens that were followed by others, and are good for a while.
    private var older: [Token] = []
    /// When tokens were made void by whoever asked for another.
    private var forced: [Int] = []

    private static let lifetime = 7_200
    /// A token is followed by another before it ends, and of `token` lives on as long.
    private static let overlap = 300

    /// Makes tokens that begin with `name`: those of another stand-in are not taken.
    init(_ name: String) {
        self.name = name
    }

    /// What `stable_token` gives, and the seconds it lives: the same until shortly before its end. With `force` another,
    /// and that one is void; twenty times a day, and not twice in thirty seconds.
    mutating func stable(force: Bool, at now: Int) throws(APIError) -> (text: String, seconds: Int) {
        if let stable {
            let isSame = force ? isForced(within: 30, of: now) : now + Self.overlap < stable.expires
            if isSame { return (stable.text, stable.expires - now) }
            if !force { older.append(stable) }
        }
        if force {
            forced.removeAll { $0 + 86_400 <= now }
            guard forced.count < 20 else { throw .platform(45009) }
            forced.append(now)
        }
        let token = make(at: now)
        stable = token
        return (token.text, Self.lifetime)
    }

    /// What `token` gives: another each time, and the one before lives on for five minutes.
    mutating func classic(at now: Int) -> (text: String, seconds: Int) {
        if var last = classic {
            last.expires = min(last.expires, now + Self.overlap)
            older.append(last)
        }
        let token = make(at: now)
        classic = token
        return (token.text, Self.lifetime)
    }

    /// Makes all tokens void.
    mutating func expire() {
        (stable, classic, older) = (nil, nil, [])
    }

    /// Whether a call with the token, or without any, may be made.
    func check(_ text: String?, at now: Int) throws(APIError) {
        guard let text, !text.isEmpty else { throw .platform(41001) }
        guard let token = ([stable, classic].compactMap { $0 } + older).first(where: { $0.text == text }) else {
            throw .platform(40001)
        }
        guard now < token.expires else { throw .platform(42001) }
    }

    private func isForced(within seconds: Int, of now: Int) -> Bool {
        forced.last.map { now < $0 + seconds } ?? false
    }

    private mutating func make(at now: Int) -> Token {
        count += 1
        older.removeAll { $0.expires + Self.lifetime <= now }
        return Token(text: "\(name)_\(count)", expires: now + Self.lifetime)
    }
}
