import WeChat

/// Replies as the journal keeps them: a version, the case, and its parts in their order. Texts and lists have their length
/// in front. A case or a part that is added to `Reply` gets a number of its own; one that is changed, a new version.
extension Reply {
    private static let version: UInt8 = 1

    /// The reply as bytes.
    var bytes: [UInt8] {
        var output = ReplyWriter()
        // Most are a short text: one piece of memory will do.
        output.bytes.reserveCapacity(120)
        output.bytes.append(Self.version)
        output.put(self)
        return output.bytes
    }

    /// The reply of `bytes`; nil when they are no reply, or of a later version.
    init?(bytes: [UInt8]) {
        guard bytes.first == Self.version else { return nil }
        var input = ReplyReader(bytes[1...])
        do {
            self = try input.reply()
        } catch { return nil }
        guard input.isAtEnd else { return nil }
    }
}

private struct ReplyWriter {
    var bytes: [UInt8] = []

    mutating func put(_ reply: Reply) {
        switch reply {
        case .text(let text): put(1, text)
        case .image(let id): put(2, id)
        case .voice(let id): put(3, id)
        case .video(let id, let title, let description):
            put(4, id)
            put(title)
            put(description)
        case .music(let music):
            put(5, music.thumbMediaID)
            for text in [music.title, music.description, music.url, music.hqURL] { put(text) }
        case .news(let articles):
            bytes.append(6)
            put(articles.count)
            for article in articles {
                for text in [article.title, article.description, article.pictureURL, article.url] { put(text) }
            }
        case .transferToCustomerService(let account):
            bytes.append(7)
            put(account)
        case .transferToAI: bytes.append(8)
        case .result(let code, let message, let fields):
            bytes.append(9)
            put(code)
            put(message)
            put(fields)
        case .custom(let type, let fields):
            put(10, type)
            put(fields)
        case .success: bytes.append(11)
        case .empty: bytes.append(12)
        }
    }

    private mutating func put(_ number: UInt8, _ text: String) {
        bytes.append(number)
        put(text)
    }

    private mutating func put(_ fields: ReplyFields) {
        put(fields.all.count)
        for field in fields.all {
            put(field.name)
            put(field.value)
        }
    }

    private mutating func put(_ value: ReplyField.Value) {
        switch value {
        case .text(let text): put(1, text)
        case .number(let number):
            bytes.append(2)
            put(number)
        case .decimal(let number):
            bytes.append(3)
            put(Int(bitPattern: UInt(number.bitPattern)))
        case .fields(let fields):
            bytes.append(4)
            put(fields)
        case .list(let values):
            bytes.append(5)
            put(values.count)
            for value in values { put(value) }
        }
    }

    private mutating func put(_ text: String?) {
        bytes.append(text == nil ? 0 : 1)
        if let text { put(text) }
    }

    private mutating func put(_ text: String) {
        put(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func put(_ number: Int) {
        withUnsafeBytes(of: Int64(number).littleEndian) { bytes.append(contentsOf: $0) }
    }
}

private struct ReplyReader {
    private var rest: ArraySlice<UInt8>

    /// What cannot be read.
    struct Unknown: Error {}

    /// How deep fields may lie in fields: damaged bytes are not to use up the stack.
    private static let depth = 500

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func reply() throws(Unknown) -> Reply {
        switch try byte() {
        case 1: return .text(try text())
        case 2: return .image(mediaID: try text())
        case 3: return .voice(mediaID: try text())
        case 4: return .video(mediaID: try text(), title: try optionalText(), description: try optionalText())
        case 5:
            return .music(
                Reply.Music(
                    thumbMediaID: try text(), title: try optionalText(), description: try optionalText(),
                    url: try optionalText(), hqURL: try optionalText()))
        case 6: return .news(try list { input throws(Unknown) in try input.article() })
        case 7: return .transferToCustomerService(account: try optionalText())
        case 8: return .transferToAI
        case 9: return .result(code: try number(), message: try optionalText(), fields: try fields(Self.depth))
        case 10: return .custom(type: try text(), fields: try fields(Self.depth))
        case 11: return .success
        case 12: return .empty
        default: throw Unknown()
        }
    }

    private mutating func article() throws(Unknown) -> Reply.Article {
        Reply.Article(title: try text(), description: try text(), pictureURL: try text(), url: try text())
    }

    private mutating func fields(_ depth: Int) throws(Unknown) -> ReplyFields {
        ReplyFields(
            try list { input throws(Unknown) in ReplyField(try input.text(), try input.value(depth)) })
    }

    private mutating func value(_ depth: Int) throws(Unknown) -> ReplyField.Value {
        guard depth > 0 else { throw Unknown() }
        switch try byte() {
        case 1: return .text(try text())
        case 2: return .number(try number())
        case 3: return .decimal(Double(bitPattern: UInt64(UInt(bitPattern: try number()))))
        case 4: return .fields(try fields(depth - 1))
        case 5: return .list(try list { input throws(Unknown) in try input.value(depth - 1) })
        default: throw Unknown()
        }
    }

    private mutating func list<Element>(
        _ element: (inout Self) throws(Unknown) -> Element
    ) throws(Unknown) -> [Element] {
        let count = try length()
        var elements: [Element] = []
        for _ in 0..<count { elements.append(try element(&self)) }
        return elements
    }

    private mutating func optionalText() throws(Unknown) -> String? {
        switch try byte() {
        case 0: return nil
        case 1: return try text()
        default: throw Unknown()
        }
    }

    private mutating func text() throws(Unknown) -> String {
        let count = try length()
        let bytes = rest.prefix(count)
        rest.removeFirst(count)
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Unknown() }
        return text
    }

    /// A number of bytes or elements, of which none is without a byte.
    private mutating func length() throws(Unknown) -> Int {
        let count = try number()
        guard 0...rest.count ~= count else { throw Unknown() }
        return count
    }

    private mutating func number() throws(Unknown) -> Int {
        guard rest.count >= 8 else { throw Unknown() }
        let number = rest.withUnsafeBytes { Int64(littleEndian: $0.loadUnaligned(as: Int64.self)) }
        rest.removeFirst(8)
        return Int(number)
    }

    private mutating func byte() throws(Unknown) -> UInt8 {
        guard let byte = rest.popFirst() else { throw Unknown() }
        return byte
    }
}
