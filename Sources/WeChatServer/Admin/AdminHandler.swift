import Bytes
import Networking

/// The operators' listener: health, readiness and metrics, for which it asks nobody who he is, and access tokens for who
/// knows the operators' secret. Keep it private.
final class AdminHandler: HTTPHandler {
    private let state: ServerState
    private let tokens: TokenDesk?

    /// Without `tokens` none are given.
    init(_ state: ServerState, _ tokens: TokenDesk? = nil) {
        self.state = state
        self.tokens = tokens
    }

    func handle(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        guard request.method == .get else { return exchange.respond(HTTPResponse(.methodNotAllowed)) }
        if request.path.equals("/healthz") {
            respond(exchange, .text, state.complaint.map { "ok, but \($0)\n" } ?? "ok\n")
        } else if request.path.equals("/readyz") {
            let trouble = state.trouble
            respond(exchange, .text, (trouble ?? "ready") + "\n", trouble == nil ? .ok : .serviceUnavailable)
        } else if request.path.equals("/metrics") {
            respond(exchange, .metrics, state.metricsPage)
        } else if let tokens, request.path.equals("/token") {
            tokens.answer(request, exchange)
        } else {
            exchange.respond(HTTPResponse(.notFound))
        }
    }

    func refused(_ error: HTTPError) {}

    private func respond(
        _ exchange: HTTPExchange, _ type: HTTPResponse.ContentType, _ text: String, _ status: HTTPStatus = .ok
    ) {
        var text = text
        text.withUTF8 { exchange.respond(HTTPResponse(type, UnsafeRawBufferPointer($0), status: status)) }
    }
}
