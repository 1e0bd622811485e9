/// Why the `Encrypt` of a push could not be opened. For the log alone: who sent it is told nothing of it.
///
/// The signature over it was right before anybody tried, so a forger does not get here: either the configuration is
/// wrong, or who sent it has the token.
package enum EnvelopeError: Error, Equatable, Sendable {
    /// It is not base64.
    case notBase64
    /// It has this number of bytes, and no whole number of blocks.
    case notBlocks(bytes: Int)
    /// Behind the message is not what pads it.
    case wrongPadding
    /// The length in it is more than there is.
    case wrongLength
    /// It is addressed to another account; nil when what stands there is no id.
    case foreignReceiver(String?)
    /// What was in it cannot be read; this is why.
    case message(String)

    /// A short name without figures: what refusals are counted and limited by.
    package var label: String {
        switch self {
        case .notBase64: "envelope_base64"
        case .notBlocks: "envelope_blocks"
        case .wrongPadding: "envelope_padding"
        case .wrongLength: "envelope_length"
        case .foreignReceiver: "envelope_receiver"
        case .message: "envelope_message"
        }
    }

    /// What happened and where to look, for the operator.
    package var reason: String {
        switch self {
        case .notBase64: "Encrypt is not base64"
        case .notBlocks(let bytes): "Encrypt has \(bytes) bytes, which is no whole number of blocks of 32"
        case .wrongPadding:
            "Encrypt does not open (padding): the EncodingAESKey differs from the one in WeChat's console"
        case .wrongLength:
            "Encrypt does not open (length): the EncodingAESKey differs from the one in WeChat's console"
        case .foreignReceiver(let id?): "the push is for \(id), which is not this account's appid"
        case .message(let reason): "what Encrypt holds is not a push: \(reason)"
        case .foreignReceiver(nil): "the push is for something that is no appid"
        }
    }
}
