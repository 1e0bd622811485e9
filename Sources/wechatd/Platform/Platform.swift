import Networking
import WeChat

/// WeChat's API: what it answers to each call. It knows no clock and no socket.
///
/// (Protocol: 发送客服消息, 获取稳定版接口调用凭据, 全局返回码.)
struct Platform: Sendable {
    /// A request as it came.
    struct Request: Sendable {
        var isPost: Bool
        var path: String
        var query: String
        var body: [UInt8]
    }

    /// What it comes back with.
    enum Answer: Sendable, Equatable {
        case json(String)
        case status(HTTPStatus)
        case silence
        case reset
    }

    /// Whose calls are taken: nil for anybody's.
    var appID: String?
    var secret: String?
    /// Whether calls without a token are taken, as WeChat takes them from cloud hosting.
    var isCloud = false
    private let name: String
    private var tokens: PlatformTokens
    private var count = 0
    private var faults = PlatformOrders<PlatformFault>()
    private var delays = PlatformOrders<Int>()

    /// An API whose tokens and call numbers begin with `name`.
    init(_ name: String) {
        self.name = name
        tokens = PlatformTokens(name)
    }

    /// Orders what goes wrong: `send=45015:2`.
    mutating func fail(_ orders: [String]) throws(PlatformMistake) {
        let expected = "ok, silent, reset, expire, an HTTP status or an errcode"
        try faults.replace(orders, expected: expected) { PlatformFault($0) }
    }

    /// Orders how late the answers are: `send=2.5`, in seconds.
    mutating func delay(_ orders: [String]) throws(PlatformMistake) {
        try delays.replace(orders, expected: "seconds from 0 to 3600") { text in
            Double(text).flatMap { 0...3_600 ~= $0 ? Int($0 * 1_000) : nil }
        }
    }

    /// What comes of a request. `now` is in seconds, since any moment.
    mutating func answer(_ request: Request, at now: Int) -> PlatformRecord {
        count += 1
        let call = PlatformCall(path: request.path)
        let fault = call.flatMap { faults.next($0) } ?? .none
        let delay = call.flatMap { delays.next($0) } ?? 0
        return PlatformRecord(
            call: call?.rawValue ?? request.path, request: request, answer: answer(request, call, fault, now),
            delay: delay)
    }

    private mutating func answer(
        _ request: Request, _ call: PlatformCall?, _ fault: PlatformFault, _ now: Int
    ) -> Answer {
        switch fault {
        case .none: break
        case .expiry: tokens.expire()
        case .error(let code): return refusal(.platform(code))
        case .status(let status): return .status(status)
        case .silence: return .silence
        case .reset: return .reset
        }
        do throws(APIError) {
            guard let call else { throw .platform(40066) }
            return .json(try perform(call, request, now))
        } catch {
            return refusal(error)
        }
    }

    private func refusal(_ error: APIError) -> Answer {
        let error = error.numbered("\(name)-\(count)")
        return .json("{\"errcode\":\(error.code),\"errmsg\":\(error.message.quotedForJSON)}")
    }
}

/// The calls, done as they should be.
extension Platform {
    private mutating func perform(
        _ call: PlatformCall, _ request: Request, _ now: Int
    ) throws(APIError) -> String {
        guard request.isPost == call.isPost else { throw .platform(call.isPost ? 43002 : 43001) }
        switch call {
        case .send, .typing:
            let token = request.parameter("access_token")
            if !isCloud || token != nil { try tokens.check(token, at: now) }
            let fields = try Fields(call: request.body)
            if call == .send { try fields.checkMessage() } else { try fields.checkTyping() }
            return #"{"errcode":0,"errmsg":"ok"}"#
        case .stableToken:
            let fields = try Fields(call: request.body)
            try checkCaller { fields[$0] }
            return Self.document(try tokens.stable(force: fields.flag("force_refresh"), at: now))
        case .token:
            try checkCaller(request.parameter)
            return Self.document(tokens.classic(at: now))
        }
    }

    private func checkCaller(_ field: (String) -> String?) throws(APIError) {
        guard field("grant_type") == "client_credential" else { throw .platform(40002) }
        guard let appID = field("appid"), !appID.isEmpty, appID == self.appID ?? appID else { throw .platform(40013) }
        guard let secret = field("secret"), !secret.isEmpty, secret == self.secret ?? secret else {
            throw .platform(40125)
        }
    }

    private static func document(_ token: (text: String, seconds: Int)) -> String {
        "{\"access_token\":\(token.text.quotedForJSON),\"expires_in\":\(token.seconds)}"
    }
}

extension Platform.Request {
    /// A parameter of the query, whose values need no decoding: they are letters and digits.
    func parameter(_ name: String) -> String? {
        let pair = query.split(separator: "&").first { $0.hasPrefix("\(name)=") }
        return pair.map { String($0.dropFirst(name.utf8.count + 1)) }
    }
}
