import Testing

@testable import WeChat

struct EnvelopeErrorTests {
    private static let foreign = Array("wx0123456789abcdef".utf8).withUnsafeBytes { ReceiverID($0) }
    private static let all: [EnvelopeError] = [
        .notBase64, .notBlocks(bytes: 33), .wrongPadding, .wrongLength, .foreignReceiver(foreign),
        .foreignReceiver(nil),
    ]

    @Test func theLogTellsThemApart() {
        #expect(Set(Self.all.map(\.reason)).count == Self.all.count)
        // One label for what differs in figures only.
        #expect(Set(Self.all.map(\.label)).count == Self.all.count - 1)
    }

    @Test func theReasonSaysWhatOneNeeds() {
        #expect(EnvelopeError.notBlocks(bytes: 33).reason.contains(" 33 bytes"))
        #expect(EnvelopeError.foreignReceiver(Self.foreign).reason.contains("wx0123456789abcdef"))
        #expect(EnvelopeError.wrongPadding.reason.contains("EncodingAESKey"))
        #expect(EnvelopeError.wrongLength.reason.contains("EncodingAESKey"))
    }
}
