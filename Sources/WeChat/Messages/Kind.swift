import Bytes

/// What sort of push it is: a message by its `MsgType`, an event by its `Event`, or what a third-party platform is told
/// by its `InfoType`.
///
/// WeChat is not consistent in the case of these names (`SCAN`, `scan`), so two kinds that differ only in case are
/// equal. A location *message* and a LOCATION *event* are two kinds.
public struct Kind: Hashable, Sendable, CustomStringConvertible {
    /// Which field names the kind.
    public enum Category: String, CaseIterable, Sendable {
        /// `MsgType`.
        case message
        /// `Event`, where `MsgType` is `event`.
        case event
        /// `InfoType`: authorizations and registrations, sent to a third-party platform (第三方平台).
        case platform
    }

    /// The name as WeChat writes it.
    public let name: String
    /// Which field has the name.
    public let category: Category
    /// What the kind is looked up by.
    let digest: UInt64

    /// A message, by its `MsgType`.
    public static func message(_ name: String) -> Kind { Kind(name, .message) }

    /// An event, by its `Event`.
    public static func event(_ name: String) -> Kind { Kind(name, .event) }

    /// What a third-party platform is told, by its `InfoType`.
    public static func platform(_ name: String) -> Kind { Kind(name, .platform) }

    init(_ name: String, _ category: Category) {
        var bytes = name
        digest = bytes.withUTF8 { Self.digest(of: UnsafeRawBufferPointer($0), category) }
        self.name = name
        self.category = category
    }

    /// The FNV-1a hash of a kind's name with its letters in lower case: 64 bits, in which no two of WeChat's few hundred
    /// names meet. Whoever made up a name that meets another could as well have sent the other.
    static func digest(of name: UnsafeRawBufferPointer, _ category: Category) -> UInt64 {
        var hash: UInt64 =
            switch category {
            case .message: 0x8422_2325_CBF2_9CE4
            case .event: 0xCBF2_9CE4_8422_2325
            case .platform: 0x2325_CBF2_9CE4_8422
            }
        for byte in name {
            let lower = byte &- 0x41 < 26 ? byte | 0x20 : byte
            hash = (hash ^ UInt64(lower)) &* 0x100_0000_01B3
        }
        return hash
    }

    /// Whether it is the same kind, in whatever case it is written.
    public static func == (left: Kind, right: Kind) -> Bool { left.digest == right.digest }

    /// Hashes what is compared.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(digest)
    }

    /// The name as WeChat writes it.
    public var description: String { name }
}

/// The kinds of a type, in one line.
extension [Kind] {
    /// Messages, by their `MsgType`.
    public static func messages(_ names: String...) -> [Kind] { names.map { .message($0) } }

    /// Events, by their `Event`.
    public static func events(_ names: String...) -> [Kind] { names.map { .event($0) } }

    /// What a third-party platform is told, by its `InfoType`.
    public static func platform(_ names: String...) -> [Kind] { names.map { .platform($0) } }
}
