/// One Official Account or Mini Program as WeChat's console knows it.
public struct Account: Sendable {
    /// What the account is called in logs and metrics.
    public var name: String
    /// The AppID, `wx…`.
    public var appID: String
    /// The Token of the console's server configuration: 3 to 32 letters and digits.
    public var token: Secret
    /// How far a request's timestamp may be from now, in seconds.
    public var replayWindow: Int
    /// What a user is told when a handler throws; nil answers `success`, and the user sees nothing.
    public var apology: String?

    /// An account. `name` is the AppID when nothing else is given.
    public init(
        appID: String, token: Secret, name: String? = nil, replayWindow: Int = 300, apology: String? = nil
    ) {
        self.appID = appID
        self.token = token
        self.name = name ?? appID
        self.replayWindow = replayWindow
        self.apology = apology
    }
}
