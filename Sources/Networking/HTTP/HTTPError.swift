/// Why a request was refused before anybody looked at what it wants. The connection ends with it.
package enum HTTPError: Error, Equatable, Sendable {
    case malformed(StaticString)
    case requestLineTooLong
    case headerTooLarge
    case bodyTooLarge
    case lengthRequired
    case methodNotAllowed
    case methodUnknown
    case versionNotSupported
    case expectationFailed
    case timeout

    /// The status to answer with, by RFC 9110 section 15.
    package var status: HTTPStatus {
        switch self {
        case .malformed: .badRequest
        case .requestLineTooLong: .uriTooLong
        case .headerTooLarge: .requestHeaderFieldsTooLarge
        case .bodyTooLarge: .contentTooLarge
        case .lengthRequired: .lengthRequired
        case .methodNotAllowed: .methodNotAllowed
        case .methodUnknown: .notImplemented
        case .versionNotSupported: .httpVersionNotSupported
        case .expectationFailed: .expectationFailed
        case .timeout: .requestTimeout
        }
    }

    /// The cause, for the log.
    package var reason: String {
        switch self {
        case .malformed(let what): "malformed HTTP: \(what)"
        case .requestLineTooLong: "request line too long"
        case .headerTooLarge: "header too large"
        case .bodyTooLarge: "body too large"
        case .lengthRequired: "POST without a length"
        case .methodNotAllowed: "method other than GET and POST"
        case .methodUnknown: "unknown method"
        case .versionNotSupported: "HTTP version other than 1.0 and 1.1"
        case .expectationFailed: "expectation other than 100-continue"
        case .timeout: "request not complete in time"
        }
    }

    package static func == (left: Self, right: Self) -> Bool {
        left.reason == right.reason
    }
}
