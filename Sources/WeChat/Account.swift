/// One Official Account, Mini Program or third-party platform as WeChat's console knows it.
public struct Account: Sendable {
    /// What the account is called in logs and metrics.
    public var name: String
    /// The AppID, `wx…`; of a third-party platform (第三方平台) its own.
    public var appID: String
    /// The Token of the console's server configuration: 3 to 32 letters and digits. While it is being changed, the new
    /// one and behind it the old one: both are right. None where all comes through cloud hosting.
    public var tokens: [Secret]
    /// Whether pushes are encrypted (消息加解密方式). What the console must be set to, because nothing else is taken.
    public var mode: Mode
    /// How pushes are written (数据格式), and nothing else is taken; nil takes either.
    public var format: WireFormat?
    /// What sort of account it is.
    public var type: AccountType
    /// Whether pushes come through WeChat's cloud hosting (微信云托管): without a signature, told by their header fields.
    /// Only for a server that nobody else can reach.
    public var isCloudHosted: Bool
    /// How far a request's timestamp may be from now, in seconds.
    public var replayWindow: Int
    /// What a user is told when a handler throws; nil answers `success`, and the user sees nothing.
    public var apology: String?

    /// What is done about answers that come late.
    public var late: Late

    /// The AppSecret, with which the account calls WeChat's API; nil when it does not, or through cloud hosting, which needs
    /// none.
    public var appSecret: Secret?
    /// Where the API is, without a `/` at the end.
    public var apiBase: String

    /// WeChat's API, for all the world.
    public static let apiBase = "https://api.weixin.qq.com"
    /// The same from within cloud hosting, which knows the caller and wants no access token.
    public static let cloudHostingAPIBase = "http://api.weixin.qq.com"

    /// An account in plaintext mode. `name` is the AppID when nothing else is given.
    public init(
        appID: String, token: Secret, name: String? = nil, replayWindow: Int = 300, apology: String? = nil
    ) {
        self.appID = appID
        tokens = [token]
        self.name = name ?? appID
        mode = .plaintext
        type = .officialAccount
        isCloudHosted = false
        self.replayWindow = replayWindow
        self.apology = apology
        late = Late()
        apiBase = Self.apiBase
    }

    /// Whether the account can call WeChat's API.
    public var callsAPI: Bool { appSecret != nil || isCloudHosted }

    /// Whether pushes are encrypted.
    public enum Mode: Sendable, Equatable {
        /// 明文模式.
        case plaintext
        /// 兼容模式: pushes come in clear and encrypted, and only what was encrypted is read.
        case compatible(EncodingAESKeys)
        /// 安全模式.
        case safe(EncodingAESKeys)

        /// The keys; nil in plaintext mode.
        public var keys: EncodingAESKeys? {
            switch self {
            case .plaintext: nil
            case .compatible(let keys), .safe(let keys): keys
            }
        }
    }

    /// What sort of account it is: it decides which replies are accepted, and to whom a push is addressed.
    public enum AccountType: String, CaseIterable, Sendable {
        /// 公众号.
        case officialAccount = "official_account"
        /// 小程序. Its users are answered by customer service messages; a reply can only hand them to human agents.
        case miniProgram = "mini_program"
        /// 第三方平台: pushes about other accounts, encrypted for the platform.
        case thirdPartyPlatform = "third_party_platform"
    }
}

/// The key that pushes are encrypted with, and the one before it: after a change WeChat uses the old one for a while.
public struct EncodingAESKeys: Sendable, Equatable {
    /// The key that the console shows.
    public var current: EncodingAESKey
    /// The one that it showed before.
    public var previous: EncodingAESKey?

    /// A key, and perhaps the one before it.
    public init(_ current: EncodingAESKey, previous: EncodingAESKey? = nil) {
        self.current = current
        self.previous = previous
    }

    var all: [EncodingAESKey] { [current] + (previous.map { [$0] } ?? []) }
}
