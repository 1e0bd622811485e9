import WeChat

/// What a push was answered, for its further deliveries.
struct PushAnswer: Sendable {
    /// The reply; nil is that no handler had one.
    var reply: Reply?
    /// When, in seconds since 1970: it stands in the reply, and the bytes are to be the same.
    var time: Int
}
