import Bytes
import Networking
import WeChat

/// Gives an account's access token to its owner's other programs: `GET /token?account=NAME` with the operators' secret.
///
/// Of two programs that each get tokens of their own, one makes the other's void sooner or later.
final class TokenDesk {
    private let secret: Secret
    private let apis: [WeChatAPI]

    /// The accounts' APIs on the loop of the operators' listener.
    init(_ secret: Secret, _ apis: [WeChatAPI]) {
        self.secret = secret
        self.apis = apis
    }

    func answer(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        guard let given = request.field("authorization")?.credentials, secret.isRight(given) else {
            return exchange.respond(HTTPResponse(.forbidden))
        }
        let query = String(decoding: request.query, as: UTF8.self)
        guard let api = apis.first(where: { "account=\($0.account.name)" == query }) else {
            return exchange.respond(HTTPResponse(.notFound))
        }
        exchange.loop.run(TokenHandout(api, exchange))
    }
}

private final class TokenHandout: LoopOperation, @unchecked Sendable {  // the exchange is used on its loop only
    private let api: WeChatAPI
    private let exchange: HTTPExchange

    init(_ api: WeChatAPI, _ exchange: HTTPExchange) {
        self.api = api
        self.exchange = exchange
    }

    func run() async {
        // Why there is none stands in the log.
        guard let token = try? await api.token() else { return exchange.respond(HTTPResponse(.serviceUnavailable)) }
        let left = token.expires.nanoseconds.subtractingReportingOverflow(MonotonicTime.now().nanoseconds)
        var body = ByteBuffer()
        body.append("{\"access_token\":")
        body.append(quoted: token.text.revealed)
        body.append(",\"expires_in\":")
        body.append(decimal: left.overflow ? 0 : Int(left.partialValue / 1_000_000_000))
        body.append("}")
        exchange.respond(HTTPResponse(.json, UnsafeRawBufferPointer(body.bytes)))
    }
}

extension UnsafeRawBufferPointer {
    /// What stands behind `Bearer`; nil for another scheme.
    fileprivate var credentials: UnsafeRawBufferPointer? {
        guard count > 7, view(0..<7).equalsIgnoringCase("bearer ") else { return nil }
        return view(7..<count).trimmed()
    }
}
