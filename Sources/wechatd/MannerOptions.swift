import ArgumentParser

/// Whether `push` behaves as WeChat's server does, and how.
struct MannerOptions: ParsableArguments {
    @Flag(
        help: """
            Behave as WeChat's server does: hang up after five seconds (three for some kinds), deliver the push three times \
            at most, each time over a connection of its own, and tell what the user sees in the end.
            """)
    var asWechat = false

    @Flag(help: "With --as-wechat: retry with the same timestamp, nonce and seal, and not with fresh ones.")
    var sameNonce = false

    @Option(help: "With --as-wechat: hang up after so many seconds.")
    var patience: Double?

    func validate() throws {
        guard asWechat || !sameNonce && patience == nil else {
            throw ValidationError("--same-nonce and --patience: expected --as-wechat beside them")
        }
        guard 0.001...3_600 ~= patience ?? 1 else {
            throw ValidationError("--patience: expected seconds, 0.001 to 3600")
        }
    }

    /// The manner; nil when each push is sent once.
    var manner: PushSender.Manner? {
        guard asWechat else { return nil }
        return PushSender.Manner(patience: patience.map { Int($0 * 1_000) }, repeatsNonce: sameNonce)
    }
}
