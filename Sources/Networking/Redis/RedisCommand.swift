/// A command as it is sent: `["SET", .bytes(key), "1", "PX", .number(5_000)]`.
package struct RedisCommand: Sendable, Equatable, ExpressibleByArrayLiteral {
    /// A word of a command.
    package enum Word: Sendable, ExpressibleByStringLiteral {
        case text(String)
        case bytes([UInt8])
        case number(Int)

        package init(stringLiteral text: String) { self = .text(text) }
    }

    /// In Redis' protocol: an array of bulk strings.
    let bytes: [UInt8]

    /// Joins words. The first is the command's name.
    package init(_ words: [Word]) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(words.reduce(16) { $0 + $1.room })
        bytes.append(0x2A)  // *
        Self.append(decimal: words.count, to: &bytes)
        for word in words { Self.append(word, to: &bytes) }
        self.bytes = bytes
    }

    package init(arrayLiteral words: Word...) { self.init(words) }

    private static func append(_ word: Word, to bytes: inout [UInt8]) {
        switch word {
        case .text(let text): append(text.utf8, text.utf8.count, to: &bytes)
        case .bytes(let word): append(word, word.count, to: &bytes)
        case .number(let number):
            let digits = String(number).utf8
            append(digits, digits.count, to: &bytes)
        }
    }

    private static func append(_ word: some Sequence<UInt8>, _ count: Int, to bytes: inout [UInt8]) {
        bytes.append(0x24)  // $
        append(decimal: count, to: &bytes)
        bytes.append(contentsOf: word)
        bytes += [13, 10]
    }

    private static func append(decimal number: Int, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: String(number).utf8)
        bytes += [13, 10]
    }
}

extension RedisCommand.Word {
    /// How many bytes it takes at most.
    fileprivate var room: Int {
        switch self {
        case .text(let text): text.utf8.count + 16
        case .bytes(let bytes): bytes.count + 16
        case .number: 36
        }
    }
}
