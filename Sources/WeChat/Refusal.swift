package import XML

/// Why a request was not taken for a push of WeChat's. The caller sees a status; the log says this.
package enum Refusal: Error, Equatable, Sendable {
    case missingParameter(StaticString)
    case repeatedParameter(StaticString)
    case malformedParameter(StaticString)
    case signatureDiffers
    /// Seconds past the window's edge are not counted: the whole age is.
    case timestampTooOld(seconds: Int)
    case timestampInFuture(seconds: Int)
    case encrypted
    case emptyBody
    case document(DocumentError)

    /// Whether the caller is told 403; otherwise 400. Nothing else of the cause is to be seen from outside.
    package var isForbidden: Bool {
        switch self {
        case .signatureDiffers, .timestampTooOld, .timestampInFuture, .encrypted: true
        case .missingParameter, .repeatedParameter, .malformedParameter, .emptyBody, .document: false
        }
    }

    /// A short name without figures: what refusals are counted and limited by.
    package var label: String {
        switch self {
        case .missingParameter: "parameter_missing"
        case .repeatedParameter: "parameter_repeated"
        case .malformedParameter: "parameter_malformed"
        case .signatureDiffers: "signature_differs"
        case .timestampTooOld: "timestamp_too_old"
        case .timestampInFuture: "timestamp_in_future"
        case .encrypted: "encrypted"
        case .emptyBody: "body_empty"
        case .document: "document"
        }
    }

    /// What happened and where to look, for the operator.
    package var reason: String {
        switch self {
        case .missingParameter(let name):
            "parameter missing: \(name) (does a proxy drop the query? a browser has none to send)"
        case .repeatedParameter(let name): "parameter repeated: \(name)"
        case .malformedParameter(let name): "parameter malformed: \(name)"
        case .signatureDiffers:
            "signature differs: the token differs from the one in WeChat's console, or it is a forgery"
        case .timestampTooOld(let seconds):
            "timestamp too old by \(seconds) s (a replay, or this machine's clock is ahead)"
        case .timestampInFuture(let seconds): "timestamp \(seconds) s in the future (this machine's clock is behind)"
        case .encrypted: "the push is encrypted: WeChat's console is set to another mode than this account's plaintext"
        case .emptyBody: "body empty (does a proxy drop it, or answer a redirect?)"
        case .document(let error): "not a push: \(error.reason)"
        }
    }

    package static func == (left: Self, right: Self) -> Bool { left.reason == right.reason }
}
