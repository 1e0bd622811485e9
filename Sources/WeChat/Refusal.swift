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
    /// It is encrypted, and the account's mode is plaintext.
    case encrypted
    /// It is not encrypted, and the account's mode is not plaintext.
    case notEncrypted
    /// In the place of `msg_signature` stands the `signature`, which does not cover the body.
    case signatureForMessage
    /// `signature` is right and `msg_signature` is not.
    case messageAltered
    case envelope(EnvelopeError)
    /// Timestamp and nonce are those of another push.
    case pairUsed
    /// It is in another format than the account's.
    case format(WireFormat)
    case emptyBody
    case document(DocumentError)

    /// Whether the caller is told 403; otherwise 400. Nothing else of the cause is to be seen from outside.
    package var isForbidden: Bool {
        switch self {
        case .signatureDiffers, .timestampTooOld, .timestampInFuture, .encrypted, .notEncrypted, .signatureForMessage,
            .messageAltered, .envelope, .pairUsed:
            true
        case .missingParameter, .repeatedParameter, .malformedParameter, .emptyBody, .format, .document: false
        }
    }

    /// What refusals are counted and limited by.
    package var label: RefusalLabel {
        switch self {
        case .missingParameter: .parameterMissing
        case .repeatedParameter: .parameterRepeated
        case .malformedParameter: .parameterMalformed
        case .signatureDiffers: .signatureDiffers
        case .timestampTooOld: .timestampTooOld
        case .timestampInFuture: .timestampInFuture
        case .encrypted: .encrypted
        case .notEncrypted: .notEncrypted
        case .signatureForMessage: .signatureForMessage
        case .messageAltered: .messageAltered
        case .envelope(let error): error.label
        case .pairUsed: .pairUsed
        case .format: .format
        case .emptyBody: .bodyEmpty
        case .document: .document
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
        case .notEncrypted:
            "the push is not encrypted: WeChat's console is set to plaintext mode and this account is not, or it is a forgery"
        case .signatureForMessage: "msg_signature holds what belongs into signature: it does not cover the body"
        case .messageAltered:
            "msg_signature differs and signature is right: the body was altered on its way, or it is a forgery"
        case .envelope(let error): error.reason
        case .pairUsed:
            "timestamp and nonce were used for another push: a forgery with what was captured (safe mode prevents it)"
        case .format(let format):
            "the push is \(format == .json ? "JSON" : "XML"): WeChat's console is set to another format than this account"
        case .emptyBody: "body empty (does a proxy drop it, or answer a redirect?)"
        case .document(let error): "not a push: \(error.reason)"
        }
    }

    package static func == (left: Self, right: Self) -> Bool { left.reason == right.reason }
}
