import Testing

@testable import WeChat

struct EnvelopeErrorTests {
    private static let all: [EnvelopeError] = [
        .notBase64, .notBlocks(bytes: 33), .wrongPadding, .wrongLength, .foreignReceiver("wx1"), .foreignReceiver(nil),
    ]

    @Test func theLogTellsThemApart() {
        #expect(Set(Self.all.map(\.reason)).count == Self.all.count)
        // One label for what differs in figures only.
        #expect(Set(Self.all.map(\.label)).count == Self.all.count - 1)
    }

    @Test func theReasonSaysWhatOneNeeds() {
        #expect(EnvelopeError.notBlocks(bytes: 33).reason.contains(" 33 bytes"))
        #expect(EnvelopeError.foreignReceiver("wx1").reason.contains("wx1"))
        #expect(EnvelopeError.wrongPadding.reason.contains("EncodingAESKey"))
        #expect(EnvelopeError.wrongLength.reason.contains("EncodingAESKey"))
    }
}
