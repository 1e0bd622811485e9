import CHiredis

/// What Redis answers.
package enum RedisValue: Sendable, Equatable {
    case `nil`
    case integer(Int)
    /// `OK` and its like.
    case status(String)
    case bytes([UInt8])
    case array([RedisValue])
    /// The server has understood the command and refuses it. Its first word is a code: `NOSCRIPT`, `WRONGTYPE`.
    case error(String)

    /// The bytes as a text; nil for every other value.
    package var text: String? {
        if case .bytes(let bytes) = self { String(decoding: bytes, as: UTF8.self) } else { nil }
    }

    /// The words of an error that is not the command's: the server would refuse the next that writes as well. It is full, a
    /// replica, its disk fails, too few replicas are there, it is loading, or a script keeps it busy.
    var refusalOfAll: String? {
        guard case .error(let words) = self else { return nil }
        // Before Redis 7 an error in a script has the code in its middle.
        let isOfAll = Self.codesOfAll.contains { words.hasPrefix($0 + " ") || words.contains(" -\($0) ") }
        return isOfAll ? words : nil
    }

    private static let codesOfAll = [
        "OOM", "READONLY", "MISCONF", "NOREPLICAS", "MASTERDOWN", "CLUSTERDOWN", "LOADING", "BUSY",
    ]
}

extension RedisValue {
    /// Copies a reply of hiredis, which stays the caller's to free.
    init(_ reply: UnsafePointer<redisReply>) {
        let reply = reply.pointee
        switch reply.type {
        case REDIS_REPLY_INTEGER: self = .integer(Int(reply.integer))
        case REDIS_REPLY_STATUS: self = .status(String(decoding: Self.bytes(reply), as: UTF8.self))
        case REDIS_REPLY_STRING: self = .bytes([UInt8](Self.bytes(reply)))
        case REDIS_REPLY_ERROR: self = .error(String(decoding: Self.bytes(reply), as: UTF8.self))
        case REDIS_REPLY_ARRAY:
            let elements = UnsafeBufferPointer(start: reply.element, count: reply.elements)
            self = .array(elements.map { element in element.map { RedisValue($0) } ?? .nil })
        default: self = .nil
        }
    }

    private static func bytes(_ reply: redisReply) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: reply.str, count: reply.len)
    }
}
