import Testing

@testable import WeChat

struct SignatureTests {
    private static let plain = Vectors.all.signed.filter { $0.signature != nil }
    private static let sealed = Vectors.all.signed.filter { $0.messageSignature != nil }

    private func isRight(_ given: String, _ token: String, _ timestamp: String, _ nonce: String) -> Bool {
        given.withBytes { given in
            timestamp.withBytes { timestamp in
                nonce.withBytes { nonce in
                    Signature.isRight(given, token: Secret(token), timestamp: timestamp, nonce: nonce)
                }
            }
        }
    }

    private func isRight(_ given: String, _ vector: Vectors.Signed, encrypt: String) -> Bool {
        given.withBytes { given in
            vector.timestamp.withBytes { timestamp in
                vector.nonce.withBytes { nonce in
                    encrypt.withBytes {
                        Signature.isRight(
                            given, token: Secret(vector.token), timestamp: timestamp, nonce: nonce, encrypt: $0)
                    }
                }
            }
        }
    }

    private func text(token: String, timestamp: String, nonce: String, encrypt: String) -> String {
        timestamp.withBytes { timestamp in
            nonce.withBytes { nonce in
                encrypt.withBytes {
                    Signature.text(token: Secret(token), timestamp: timestamp, nonce: nonce, encrypt: $0)
                }
            }
        }
    }

    @Test(arguments: plain)
    func aSignatureOfWeChatsIsRight(vector: Vectors.Signed) throws {
        let signature = try #require(vector.signature)
        let text = Signature.text(token: Secret(vector.token), timestamp: vector.timestamp, nonce: vector.nonce)
        #expect(text == signature)
        #expect(isRight(signature, vector.token, vector.timestamp, vector.nonce))
    }

    @Test(arguments: sealed)
    func aMessageSignatureOfWeChatsIsRight(vector: Vectors.Signed) throws {
        let encrypt = try #require(vector.encrypt)
        let signature = try #require(vector.messageSignature)
        let text = text(
            token: vector.token, timestamp: vector.timestamp, nonce: vector.nonce, encrypt: encrypt)
        #expect(text == signature)
        #expect(isRight(signature, vector, encrypt: encrypt))
        #expect(!isRight(signature, vector, encrypt: encrypt + "A"))
        #expect(!isRight(signature, vector, encrypt: String(encrypt.dropFirst())))
        #expect(!isRight(signature.uppercased(), vector, encrypt: encrypt))
        let other = signature.hasSuffix("3") ? "4" : "3"
        #expect(!isRight(signature.dropLast() + other, vector, encrypt: encrypt))
        // Neither signature stands for the other.
        #expect(!isRight(signature, vector.token, vector.timestamp, vector.nonce))
        if let plain = vector.signature { #expect(!isRight(plain, vector, encrypt: encrypt)) }
    }

    @Test func fourPartsAreSortedInEveryOrder() {
        let parts = ["0", "00", "A", "a"]
        let joined = text(token: "", timestamp: "", nonce: "", encrypt: parts.joined())
        for a in 0..<4 {
            for b in 0..<4 where b != a {
                for c in 0..<4 where c != a && c != b {
                    let d = 6 - a - b - c
                    #expect(text(token: parts[a], timestamp: parts[b], nonce: parts[c], encrypt: parts[d]) == joined)
                }
            }
        }
    }

    @Test func partsAreSortedByByteValue() {
        // Digits, capitals, underscore, small letters; a part before the longer one that begins with it.
        let parts = ["0xAbC", "A", "Z", "_a", "a", "aB", "ab", "é"]
        for (first, second) in zip(parts, parts.dropFirst()) {
            let joined = Signature.text(token: Secret(""), timestamp: "", nonce: first + second)
            #expect(Signature.text(token: Secret(second), timestamp: first, nonce: "") == joined)
            #expect(Signature.text(token: Secret(first), timestamp: "", nonce: second) == joined)
        }
    }

    @Test func everyOtherTextIsWrong() throws {
        let vector = Self.plain[0]
        let right = try #require(vector.signature)
        let wrong =
            [
                "", "0", right.uppercased(), String(right.dropLast()), right + "0", " " + right,
                String(repeating: "0", count: 40),
            ]
            + right.indices.map {
                String(right[..<$0] + (right[$0] == "0" ? "1" : "0") + right[right.index(after: $0)...])
            }
        for signature in wrong {
            #expect(!isRight(signature, vector.token, vector.timestamp, vector.nonce), "\(signature)")
        }
        #expect(!isRight(right, vector.token + "x", vector.timestamp, vector.nonce))
        #expect(!isRight(right, vector.token, vector.timestamp, vector.nonce + "1"))
    }

    @Test func theTextIsTheVectors() {
        for vector in Self.plain {
            let text = Signature.text(
                token: Secret(vector.token), timestamp: vector.timestamp, nonce: vector.nonce)
            #expect(text == vector.signature)
        }
    }
}
