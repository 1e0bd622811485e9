import Testing

@testable import WeChat

struct SignatureTests {
    struct Vector: CustomTestStringConvertible {
        var testDescription: String
        var token: String
        var timestamp: String
        var nonce: String
        var signature: String

        init(_ id: String, _ token: String, _ timestamp: String, _ nonce: String, _ signature: String) {
            testDescription = id
            self.token = token
            self.timestamp = timestamp
            self.nonce = nonce
            self.signature = signature
        }
    }

    /// From the official pages, from captures and from the tests of other libraries.
    static let vectors = [
        Vector(
            "official-handshake-get", "AAAAA", "1714036504", "1514711492", "f464b24fc39322e44b38aa78f5edd27bd1441696"),
        Vector(
            "official-plain-json-post", "AAAAA", "1714037059", "486452656", "899cf89e464efb63f54ddac96b0a0a235f53aa78"),
        Vector(
            "official-safe-json-post-outer", "AAAAA", "1714112445", "415670741",
            "6c5c811b55cc85e0e1b54100749188c20beb3f5d"),
        Vector(
            "official-component-post-outer", "AAAAA", "1715943329", "1590219412",
            "cc0c594499c1634947d5b502f158ee518947db27"),
        Vector(
            "chanxuehong-sign", "token1234567890", "1458864389", "2066297436",
            "f9c725922f6844701ba71e98031978e40023c09f"),
        Vector("senparc-compat-outer", "weixin", "1414387151", "917222494", "e3203b6433eb554dd2fcba78fa48cb948fcb4801"),
        Vector("senparc-pure-outer", "weixin", "1570032739", "2068872452", "20f4a1263d198b696e6958e0d65e928aa68f7d96"),
        Vector(
            "senparc-component-unauthorized-outer", "senparc", "1436876197", "1879066412",
            "6cd59ed9ca88d3993475bd4960052c5e5204391e"),
        Vector(
            "senparc-component-ticket-outer", "senparc", "1436881222", "296318614",
            "60d1ddec039f51cc8c7ee4ea9ae9a479dd7c7d01"),
        Vector("silenceper-abc", "a", "b", "c", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        Vector(
            "captured-2022-00", "GreedIsGood", "1668869433", "977789310", "37cc4891f809493628677ae2b592e63c938c0b03"),
        Vector(
            "captured-2022-01", "GreedIsGood", "1668926536", "794508645", "26abcc1499ae64fa330536e83b559e1c99844e2c"),
        Vector(
            "captured-2022-02", "GreedIsGood", "1670592443", "1078156260", "eef9a7798349ab9473dc8ea661ccabc3ed47778d"),
        Vector(
            "captured-2022-03", "GreedIsGood", "1668869542", "973755032", "8e54ae7d2bee997f244afeea959387250adfb889"),
        Vector(
            "captured-2022-04", "GreedIsGood", "1668872149", "748225602", "04471d1bbfcdae87fb419771aff53f0cd7e9b9dd"),
        Vector(
            "captured-2022-05", "GreedIsGood", "1668872383", "477314345", "4371d88f8e2f1821b1ffa046cfa03e005e18ce99"),
        Vector(
            "captured-2022-06", "GreedIsGood", "1668926577", "2115998266", "1b41cc830fd8a6ca4e30d343dff9d7b788429c90"),
        Vector("captured-2022-07", "GreedIsGood", "1668931050", "27055319", "028af8cc0a7309d5253b4878deb244e32b5a223d"),
        Vector(
            "captured-2022-08", "GreedIsGood", "1668926929", "326923315", "801a713b040f362fd3c984edee60d7ff86bf7d75"),
        Vector(
            "captured-2022-09", "GreedIsGood", "1670591703", "366928050", "7e160ffc904ecbfcdc2d00070e74f6ea85c62793"),
        Vector(
            "captured-2022-10", "GreedIsGood", "1670159648", "545741743", "a351f6202d29bc890ad53615c0e6d3f2b5fd71e2"),
        Vector(
            "captured-2022-11", "GreedIsGood", "1670679843", "1326674064", "46169177d5f1492c7b16efd0a2087fc762f069bf"),
        Vector(
            "captured-2022-12", "GreedIsGood", "1670337905", "1498394205", "39a7f0a21a39531789bdfdc78e37cf2ea347b769"),
        Vector(
            "captured-2022-13", "GreedIsGood", "1670332263", "1314998574", "1093f79841b7385ed202febc6e27263101a5cea9"),
        Vector(
            "captured-2022-14", "GreedIsGood", "1670338145", "2071327275", "bd2153a970009d725a02ec2fcf30fdaebc533ef2"),
        Vector("captured-2022-15", "GreedIsGood", "1670338338", "74117994", "5e9ab51c1f8764a67b3cd53ecae9b85e5cc81f4f"),
        Vector(
            "captured-2022-16", "GreedIsGood", "1668927673", "417761816", "e3de61cbaaecd89a0b26f22df754a3d6331ebe69"),
        Vector(
            "captured-2022-17", "GreedIsGood", "1669640884", "1062497198", "6aab228cf5918017b302463a355bf4b4a1d97321"),
        Vector(
            "captured-2022-18", "GreedIsGood", "1669731472", "1487905294", "dd5ed7952f4a30058844643e67b86823fcf0cedf"),
        Vector("pad-1", "SwiftToken2024", "1700000000", "123456", "0db2f593f9e6712d1d73e092714e0e6866f134d0"),
        Vector("pad-15", "SwiftToken2024", "1700000000", "123456", "0db2f593f9e6712d1d73e092714e0e6866f134d0"),
        Vector("pad-16", "SwiftToken2024", "1700000000", "123456", "0db2f593f9e6712d1d73e092714e0e6866f134d0"),
        Vector("pad-17", "SwiftToken2024", "1700000000", "123456", "0db2f593f9e6712d1d73e092714e0e6866f134d0"),
        Vector("pad-31", "SwiftToken2024", "1700000000", "123456", "0db2f593f9e6712d1d73e092714e0e6866f134d0"),
        Vector("pad-32", "SwiftToken2024", "1700000000", "123456", "0db2f593f9e6712d1d73e092714e0e6866f134d0"),
        Vector("empty-message", "SwiftToken2024", "1700000001", "nonceA", "78c7beb9d4b0e56925aee45609f3e4c9fb33c983"),
        Vector("emoji-cjk", "SwiftToken2024", "1700000002", "9", "84d91ca2f8859f240a0928d71613ae073c209899"),
        Vector("sort-order-mixed-case", "_token-Z", "1700000003", "0xAbC", "1c50d2b468c3fa0e7750e6e6d727a0523edca966"),
        Vector("binary-random", "SwiftToken2024", "1700000004", "7", "a0500a5527796ff0bcda7ea680382fa46c213775"),
        Vector("long-message", "SwiftToken2024", "1700000005", "42", "e7caa1b5a31097bd56b81f474f451800c3519061"),
    ]

    private func isRight(_ given: String, _ token: String, _ timestamp: String, _ nonce: String) -> Bool {
        given.withBytes { given in
            timestamp.withBytes { timestamp in
                nonce.withBytes { nonce in
                    Signature().isRight(given, token: Secret(token), timestamp: timestamp, nonce: nonce)
                }
            }
        }
    }

    @Test(arguments: vectors)
    func aSignatureOfWeChatsIsRight(vector: Vector) {
        let text = Signature().text(token: Secret(vector.token), timestamp: vector.timestamp, nonce: vector.nonce)
        #expect(text == vector.signature)
        #expect(isRight(vector.signature, vector.token, vector.timestamp, vector.nonce))
    }

    @Test func partsAreSortedByByteValue() {
        // Digits, capitals, underscore, small letters; a part before the longer one that begins with it.
        let parts = ["0xAbC", "A", "Z", "_a", "a", "aB", "ab", "é"]
        for (first, second) in zip(parts, parts.dropFirst()) {
            let joined = Signature().text(token: Secret(""), timestamp: "", nonce: first + second)
            #expect(Signature().text(token: Secret(second), timestamp: first, nonce: "") == joined)
            #expect(Signature().text(token: Secret(first), timestamp: "", nonce: second) == joined)
        }
    }

    @Test func everyOtherTextIsWrong() {
        let vector = Self.vectors[0]
        let right = vector.signature
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

    @Test func theTextIsTheSameForEveryOrderOfUse() {
        let signature = Signature()
        for vector in Self.vectors + Self.vectors.reversed() {
            #expect(
                signature.text(token: Secret(vector.token), timestamp: vector.timestamp, nonce: vector.nonce)
                    == vector.signature)
        }
    }
}
