import Testing
import XML

@testable import WeChat

struct RefusalTests {
    static let all: [Refusal] = [
        .missingParameter("nonce"), .repeatedParameter("nonce"), .malformedParameter("nonce"), .signatureDiffers,
        .timestampTooOld(seconds: 400), .timestampInFuture(seconds: 400), .encrypted, .emptyBody,
        .document(.documentType),
    ]

    @Test func theReasonsDifferAndNameWhatIsWrong() {
        #expect(Set(Self.all.map(\.reason)).count == Self.all.count)
        #expect(Set(Self.all.map(\.label)).count == Self.all.count)
        #expect(Refusal.missingParameter("nonce").reason.contains("nonce"))
        #expect(Refusal.timestampTooOld(seconds: 400).reason.contains("400"))
        #expect(Refusal.document(.documentType).reason.contains(DocumentError.documentType.reason))
    }

    @Test func onlyTheSignaturesRefusalsAreForbidden() {
        #expect(
            Self.all.filter(\.isForbidden).map(\.label) == [
                .signatureDiffers, .timestampTooOld, .timestampInFuture, .encrypted,
            ])
    }
}
