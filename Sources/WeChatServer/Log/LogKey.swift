/// The name of a field in log lines, with what stands around it: between the field before and the value.
struct LogKey {
    let json: StaticString
    let text: StaticString

    /// The account's name.
    static let account = LogKey(json: ",\"account\":", text: " account=")
    /// The kind of a push.
    static let kind = LogKey(json: ",\"kind\":", text: " kind=")
    /// What tells the push from all others of its user.
    static let messageID = LogKey(json: ",\"msg_id\":", text: " msg_id=")
    /// Who sent it.
    static let user = LogKey(json: ",\"user\":", text: " user=")
    /// What became of it.
    static let outcome = LogKey(json: ",\"outcome\":", text: " outcome=")
    /// How long that took.
    static let milliseconds = LogKey(json: ",\"ms\":", text: " ms=")
    /// Why a request was refused.
    static let reason = LogKey(json: ",\"reason\":", text: " reason=")
    /// How many such lines were left out before.
    static let unwritten = LogKey(json: ",\"unwritten\":", text: " unwritten=")
    /// What the program says.
    static let message = LogKey(json: ",\"message\":", text: " message=")
    /// The error that it says it about.
    static let error = LogKey(json: ",\"error\":", text: " error=")
}
