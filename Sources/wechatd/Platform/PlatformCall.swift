/// The calls of WeChat's API that the stand-in knows.
enum PlatformCall: String, CaseIterable, Sendable {
    case send
    case typing
    case stableToken = "stable_token"
    case token

    /// The call of that path; nil for none.
    init?(path: String) {
        guard let call = Self.allCases.first(where: { $0.path == path }) else { return nil }
        self = call
    }

    private var path: String {
        switch self {
        case .send: "/cgi-bin/message/custom/send"
        case .typing: "/cgi-bin/message/custom/typing"
        case .stableToken: "/cgi-bin/stable_token"
        case .token: "/cgi-bin/token"
        }
    }

    /// Whether it is a POST.
    var isPost: Bool { self != .token }
}
