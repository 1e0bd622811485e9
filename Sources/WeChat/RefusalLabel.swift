/// What refusals are counted and limited by.
///
/// By number, because the time of a look into a dictionary of names depends on the name: whoever measures the time until
/// an answer would see which check has failed.
package enum RefusalLabel: Int, CaseIterable, Sendable {
    /// No account is configured for the path.
    case path
    /// It is not HTTP as it must be.
    case http
    case parameterMissing
    case parameterRepeated
    case parameterMalformed
    case signatureDiffers
    case timestampTooOld
    case timestampInFuture
    case encrypted
    case notEncrypted
    case signatureForMessage
    case messageAltered
    case envelopeBase64
    case envelopeBlocks
    case envelopePadding
    case envelopeLength
    case envelopeReceiver
    case envelopeMessage
    case pairUsed
    case format
    case bodyEmpty
    case document

    /// The name in metrics.
    package var name: String {
        switch self {
        case .path: "path"
        case .http: "http"
        case .parameterMissing: "parameter_missing"
        case .parameterRepeated: "parameter_repeated"
        case .parameterMalformed: "parameter_malformed"
        case .signatureDiffers: "signature_differs"
        case .timestampTooOld: "timestamp_too_old"
        case .timestampInFuture: "timestamp_in_future"
        case .encrypted: "encrypted"
        case .notEncrypted: "not_encrypted"
        case .signatureForMessage: "signature_for_message"
        case .messageAltered: "message_altered"
        case .envelopeBase64: "envelope_base64"
        case .envelopeBlocks: "envelope_blocks"
        case .envelopePadding: "envelope_padding"
        case .envelopeLength: "envelope_length"
        case .envelopeReceiver: "envelope_receiver"
        case .envelopeMessage: "envelope_message"
        case .pairUsed: "pair_used"
        case .format: "format"
        case .bodyEmpty: "body_empty"
        case .document: "document"
        }
    }
}
