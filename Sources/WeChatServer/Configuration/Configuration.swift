public import Logging
package import Networking
public import WeChat
package import XML

/// Everything that the server can be told: what `wechatd.yaml` says, or what a program that embeds the server sets.
public struct Configuration: Sendable {
    /// Where pushes come in: `host:port`, `[v6]:port` or `unix:/path`. Port 0 takes any free one.
    public var listen = "127.0.0.1:8080"
    /// Where operators look in, written in the same way; nil for nowhere. Keep it private.
    public var admin: String? = "127.0.0.1:9100"
    /// What whoever asks the operators' listener for an access token has to know; nil gives none.
    public var adminSecret: Secret?
    /// The Redis server by which several instances act as one, as
    /// `redis://[[user]:password@]host[:port][/database]` or `unix:/path`; nil where there is one instance.
    public var redis: Secret?
    /// A name that no other instance has, which this one has again when it is started again; nil takes the host's.
    public var instance: String?
    /// Threads that serve connections; nil makes one for each core.
    public var loops: Int?
    /// Threads at most for what handlers `offload`.
    public var blockingThreads = 16
    /// What is logged and how.
    public var log = Log()
    /// What one client, and one push, may cost.
    public var limits = Limits()
    /// How many pushes are handled at once, and in which order.
    public var pushes = Pushes()
    /// What outlives the process, and where it is.
    public var journal = Journal()
    /// The accounts, each with the path of its server URL.
    public var accounts: [Site]

    /// A configuration with the defaults.
    public init(accounts: [Site]) {
        self.accounts = accounts
    }

    /// An account and the path that WeChat calls it by.
    public struct Site: Sendable {
        /// The path of the server URL, from the first `/`, as it is sent.
        public var path: String
        /// Where a third-party platform is told of authorizations (授权事件接收 URL), if that is another path. In its
        /// `path`, of messages (消息与事件接收 URL), `$APPID$` stands for the AppID of the account that a push is for.
        public var authorizationPath: String?
        /// The account.
        public var account: Account

        /// An account behind a path.
        public init(path: String, authorizationPath: String? = nil, account: Account) {
            self.path = path
            self.authorizationPath = authorizationPath
            self.account = account
        }
    }

    /// What is logged and how. Lines go to standard error.
    public struct Log: Sendable {
        /// How a line looks.
        public enum Format: String, CaseIterable, Sendable {
            /// An object a line.
            case json
            /// For people.
            case text
        }

        /// How a user is named.
        public enum OpenIDs: String, CaseIterable, Sendable {
            /// By a digest that is the same on every line and tells nobody the openid.
            case hashed
            /// By the openid. It is personal data.
            case plain
        }

        /// The least important lines that are written. The line of a push is `info`.
        public var level = Logger.Level.info
        /// How a line looks.
        public var format = Format.json
        /// How a user is named.
        public var openIDs = OpenIDs.hashed

        /// The defaults.
        public init() {}
    }

    /// How many pushes are handled at once, and in which order.
    public struct Pushes: Sendable {
        /// Pushes whose handlers run.
        public var running = 256
        /// Deliveries that wait for an answer, and pushes that wait for their turn.
        public var waiting = 4_096
        /// Answers that are kept for further deliveries of the same push.
        public var answers = 65_536
        /// For how long, in seconds.
        public var answerTime = 86_400
        /// Late answers that are kept for their users' next messages, as long.
        public var mailbox = 16_384
        /// Whether the pushes of a user run one after the other.
        public var isOrdered = true

        /// The defaults.
        public init() {}
    }

    /// What outlives the process, and where it is.
    public struct Journal: Sendable {
        /// What is promised of a push that WeChat was answered.
        public enum Policy: String, CaseIterable, Sendable {
            /// It outlives a failure of power.
            case durable
            /// It outlives the process; a failure of power takes the last seconds.
            case fast
            /// Nothing: a restart forgets it.
            case off
        }

        /// The directory, which no other server has; nil for none, and nothing outlives the process.
        public var directory: String?
        /// What is promised.
        public var policy = Policy.durable
        /// How long documents are kept, in seconds. Answers for retries are kept as long as `Pushes.answerTime` says.
        public var bodyTime = 7 * 86_400
        /// Bytes of the file. When it is nearly full, the oldest go that are finished.
        public var size = 1 << 30
        /// The name of SQLite's way to files; the tests have one with faults.
        var fileSystem: String?

        /// The defaults.
        public init() {}
    }

    /// What one client, and one push, may cost.
    public struct Limits: Sendable {
        package var http = HTTPLimits()
        package var xml = DocumentLimits()
        package var redis = RedisClient.Limits()
        /// How long a handler may think before WeChat is answered without it, in milliseconds.
        public var handlerTime = 4_500
        /// How long the handlers of a push may run in all before they are cancelled, in milliseconds.
        public var longestRun = 60_000
        /// When a push that there is no room for is refused, in milliseconds. At once, WeChat would send it again at once.
        package var refusalTime = 4_800
        /// What is known of WeChat's deliveries.
        package var rhythm = Rhythm()

        /// The defaults.
        public init() {}
    }

    /// When WeChat comes again, and what it does not wait for, in milliseconds. (Protocol: 被动回复用户消息, 重试.)
    package struct Rhythm: Sendable {
        /// What stands between may hold the connection longer than WeChat, up to this.
        package var hangUp = 10_000
        /// How long it may take to come again. It does so at once or after five seconds, or not at all.
        package var retry = 6_000
        /// How long the reply to a push may take to its user: what follows is to be read behind it.
        package var reply = 1_000
    }
}
