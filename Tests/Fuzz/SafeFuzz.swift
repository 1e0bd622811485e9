import Bytes
import Logging
import TestSupport
import XML

@testable import WeChat

/// Safe mode behind `msg_signature`, which is always right: what a stranger with the token, or with a key as well, can
/// try.
///
/// The first byte of an input chooses one of two tokens and keys, the format, and what the rest is: see `Part`.
struct SafeFuzz: FuzzTarget {
    private enum Part: UInt8 {
        /// The body of the request.
        case body
        /// The message, and it is sealed as it must be.
        case message
        /// What is encrypted: sixteen bytes, length, message, receiver and padding.
        case plain
    }

    private static let now = 1_714_036_504
    private static let receiver = "wx1"
    private static let tokens = [Secret("token"), Secret("before")]
    private let keys: [EncodingAESKey]
    private let ciphers: [MessageCipher]
    private let endpoint: Endpoint
    private let reader = DocumentReader(nil, limits: DocumentLimits())

    init() {
        let texts = [String(repeating: "a", count: 43), String(repeating: "b", count: 43)]
        keys = texts.compactMap { EncodingAESKey($0) }
        ciphers = keys.map { MessageCipher($0, receiver: Self.receiver) }
        var account = Account(appID: Self.receiver, token: Self.tokens[0])
        account.tokens = Self.tokens
        account.mode = .safe(EncodingAESKeys(keys[0], previous: keys[1]))
        let shared = Context.Shared(
            account: account, logger: Logger(label: "fuzz"), blocking: globalConcurrentExecutor)
        endpoint = Endpoint(account, PushFuzz.handlers, shared, limits: DocumentLimits())
    }

    func run(_ input: UnsafeRawBufferPointer) {
        guard let first = input.first, let part = Part(rawValue: first >> 3 & 3) else { return }
        let lock = Envelope.Lock(token: Int(first & 1), key: Int(first >> 1 & 1))
        let format: WireFormat = first & 4 == 0 ? .xml : .json
        let rest = UnsafeRawBufferPointer(rebasing: input.dropFirst())
        switch part {
        case .body: send(rest, lock)
        case .message:
            var encrypt = ByteBuffer()
            ciphers[lock.key].seal(rest, into: &encrypt)
            check(opens(encrypt, lock, format) == isDocument(rest), "a message is opened when it is a document")
        case .plain:
            let blocks = Array(rest.prefix(rest.count / 32 * 32))
            let message = Self.message(in: blocks[...])
            let isRight = message.map { $0.withUnsafeBytes { isDocument($0) } } ?? false
            check(opens(encrypt(blocks, lock), lock, format) == isRight, "opened when all of it is right")
        }
    }

    private func isDocument(_ message: UnsafeRawBufferPointer) -> Bool {
        (try? reader.read(message, reader.format(of: message))) != nil
    }

    private func encrypt(_ blocks: [UInt8], _ lock: Envelope.Lock) -> ByteBuffer {
        var blocks = blocks
        var encrypt = ByteBuffer()
        blocks.withUnsafeMutableBytes {
            if !$0.isEmpty { AES(keys[lock.key], encrypting: true).run(on: $0) }
            Base64.encode(UnsafeRawBufferPointer($0), into: &encrypt)
        }
        return encrypt
    }

    /// The rules once more, without any skill.
    private static func message(in plain: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard let padding = plain.last.map(Int.init), 1...32 ~= padding else { return nil }
        guard plain.suffix(padding).allSatisfy({ $0 == UInt8(padding) }) else { return nil }
        let content = plain.dropLast(padding).dropFirst(16)
        guard content.count >= 4 else { return nil }
        let length = content.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        let message = content.dropFirst(4).prefix(length)
        guard message.count == length, Array(content.dropFirst(4 + length)) == Array(receiver.utf8) else { return nil }
        return message
    }
}

extension SafeFuzz {
    /// Sends an `Encrypt`; whether it was opened, which only the right key does.
    private func opens(_ encrypt: borrowing ByteBuffer, _ lock: Envelope.Lock, _ format: WireFormat) -> Bool {
        let text = String(decoding: encrypt.bytes, as: UTF8.self)
        let body = format == .xml ? "<xml><Encrypt>\(text)</Encrypt></xml>" : "{\"Encrypt\":\"\(text)\"}"
        let used = Array(body.utf8).withUnsafeBytes { send($0, lock) }
        guard let used else { return false }
        check(used.token == lock.token && used.key == lock.key, "opened with \(lock) and not with \(used)")
        return true
    }

    /// Sends a body with a `msg_signature` over the `Encrypt` in it; what opened it.
    @discardableResult
    private func send(_ body: UnsafeRawBufferPointer, _ lock: Envelope.Lock) -> Envelope.Lock? {
        let tree = try? reader.read(body, reader.format(of: body))
        let encrypt = tree.flatMap { Fields(tree: $0, index: 0)["Encrypt"] }
        let signature = SealedPush.signature(
            encrypt ?? "", String(decoding: Self.tokens[lock.token].bytes, as: UTF8.self), "\(Self.now)", "1")
        let query = "timestamp=\(Self.now)&nonce=1&encrypt_type=aes&msg_signature=\(signature)"
        return Array(query.utf8).withUnsafeBytes { query in
            do throws(Refusal) {
                let opened = try endpoint.open(query, body, now: Self.now)
                guard let opened, let used = opened.envelope.lock else {
                    check(false, "what is opened was sealed")
                    return nil
                }
                answer(opened, used)
                return used
            } catch {
                check(error.isForbidden || encrypt == nil, "all alike behind a right signature: \(error)")
                return nil
            }
        }
    }

    /// A reply is sealed with what opened the push, and opens again.
    private func answer(_ opened: borrowing Opened, _ lock: Envelope.Lock) {
        let answer = Answer(endpoint, to: opened.push, in: opened.envelope, now: Self.now)
        guard let format = answer.format else {
            return check(answer.bytes == Array("success".utf8), "success is seven bytes, and never sealed")
        }
        let envelope = answer.bytes.withUnsafeBytes { format == .xml ? ParsedXML.leaves($0) : Answer.members(of: $0) }
        guard let envelope else { return check(false, "an envelope is well-formed: \(answer)") }
        func text(_ name: String) -> String {
            envelope.first { $0.path == name }.map { String(decoding: $0.text, as: UTF8.self) } ?? ""
        }
        // Mini games are answered in clear.
        if case .result = answer.reply, text("Encrypt").isEmpty { return }
        let right = SealedPush.signature(
            text("Encrypt"), String(decoding: Self.tokens[lock.token].bytes, as: UTF8.self), text("TimeStamp"),
            text("Nonce"))
        check(text("MsgSignature") == right && text("TimeStamp") == "\(Self.now)", "signed: \(envelope)")
        let message = Array(text("Encrypt").utf8).withUnsafeBytes { encrypt in
            (try? ciphers[lock.key].open(encrypt)).map { Array($0) }
        }
        guard let message else { return check(false, "opens again: \(envelope)") }
        answer.check(message, in: format, now: Self.now)
    }
}
