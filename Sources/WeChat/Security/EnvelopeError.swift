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
    case foreignReceiver(ReceiverID?)
    /// What was in it cannot be read; this is why.
    case message(String)

    /// What refusals are counted and limited by.
    package var label: RefusalLabel {
        switch self {
        case .notBase64: .envelopeBase64
        case .notBlocks: .envelopeBlocks
        case .wrongPadding: .envelopePadding
        case .wrongLength: .envelopeLength
        case .foreignReceiver: .envelopeReceiver
        case .message: .envelopeMessage
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
        case .foreignReceiver(let id?): "the push is for \(id.text), which is not this account's appid"
        case .message(let reason): "what Encrypt holds is not a push: \(reason)"
        case .foreignReceiver(nil): "the push is for something that is no appid"
        }
    }
}

/// An id of eighteen letters and digits, as appids are. It takes no memory, because whoever measures the time until an
/// answer would see that: the text is made when it is written somewhere.
package struct ReceiverID: Equatable, Sendable {
    private let bytes: InlineArray<18, UInt8>

    /// Nil when it does not look like one: under a false length it may be part of the message, which no log is to show.
    init?(_ id: UnsafeRawBufferPointer) {
        guard id.count == 18, id.allSatisfy({ $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 }) else { return nil }
        bytes = InlineArray { id[$0] }
    }

    package var text: String { bytes.span.withUnsafeBytes { String(decoding: $0, as: UTF8.self) } }

    package static func == (left: Self, right: Self) -> Bool { left.text == right.text }
}
