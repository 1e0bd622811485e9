import Testing

@testable import WeChat
@testable import WeChatServer

struct PairLedgerTests {
    /// The use of a pair, by a signature that begins with the number.
    private func use(_ number: Int, _ body: String = "a") -> PairUse {
        let digits = String(number, radix: 16)
        let signature = String(repeating: "0", count: 16 - digits.count) + digits + String(repeating: "0", count: 24)
        return Array(signature.utf8).withUnsafeBytes { signature in
            Array(body.utf8).withUnsafeBytes { PairUse(signature: signature, body: $0) }
        }
    }

    @Test func aPairIsGoodForOnePush() {
        let ledger = PairLedger()
        #expect(ledger.admits(use(1)))
        #expect(ledger.admits(use(1)))
        #expect(!ledger.admits(use(1, "b")))
        #expect(ledger.admits(use(2, "b")))
        #expect(ledger.admits(use(1)))
    }

    @Test func theLastPushesAreRememberedHoweverManyThereWere() {
        let ledger = PairLedger()
        for number in 0..<200_000 {
            #expect(ledger.admits(use(number)), "\(number)")
            guard number >= 16_383, number % 1_000 == 0 else { continue }
            #expect(!ledger.admits(use(number - 16_383, "b")), "\(number)")
        }
        // It forgets as well.
        #expect(ledger.admits(use(1, "b")))
    }
}
