import Foundation
import Testing

/// What WeChat and other implementations have signed and sealed: `Vectors/vectors.json`.
struct Vectors: Decodable {
    static let all: Vectors = {
        // Without its file no test of this bundle says anything.
        try! JSONDecoder().decode(Vectors.self, from: Data(resource("Vectors/vectors.json")))
    }()

    let signed: [Signed]
    let sealed: [Sealed]
    let notToBeOpened: [Unopenable]

    init(from decoder: any Decoder) throws {
        let lists = try decoder.container(keyedBy: CodingKeys.self)
        sealed = try lists.decode([Sealed].self, forKey: .sealed)
        notToBeOpened = try lists.decode([Unopenable].self, forKey: .notToBeOpened)
        // Most of what is sealed is signed as well.
        signed =
            try lists.decode([Signed].self, forKey: .signed)
            + lists.decode([MaybeSigned].self, forKey: .sealed).compactMap(\.signed)
    }

    private enum CodingKeys: String, CodingKey {
        case signed, sealed
        case notToBeOpened = "not_to_be_opened"
    }

    private struct MaybeSigned: Decodable {
        let signed: Signed?

        init(from decoder: any Decoder) { signed = try? Signed(from: decoder) }
    }

    /// Texts and their `signature`, or `msg_signature`, or both.
    struct Signed: Decodable, CustomTestStringConvertible {
        let id: String
        let token: String
        let timestamp: String
        let nonce: String
        let encrypt: String?
        let signature: String?
        let messageSignature: String?

        var testDescription: String { id }

        private enum CodingKeys: String, CodingKey {
            case id, token, timestamp, nonce, encrypt, signature
            case messageSignature = "msg_signature"
        }
    }

    /// A message and its `Encrypt`.
    struct Sealed: Decodable, CustomTestStringConvertible {
        let id: String
        let encodingAESKey: String
        let receiveid: String
        let random16: String
        let msg: String
        let encrypt: String

        var testDescription: String { id }
    }

    /// An `Encrypt` that has something wrong, and the label of its error.
    struct Unopenable: Decodable, CustomTestStringConvertible {
        let id: String
        let encodingAESKey: String
        let receiveid: String
        let encrypt: String
        let failure: String

        var testDescription: String { id }
    }
}
