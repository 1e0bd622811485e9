import Bytes

/// What sort of push it is: a message by its `MsgType`, or an event by its `Event`.
///
/// WeChat is not consistent in the case of these names (`SCAN`, `scan`), so two kinds that differ only in case are
/// equal. A location *message* and a LOCATION *event* are two kinds.
public struct Kind: Hashable, Sendable, CustomStringConvertible {
    /// The name as WeChat writes it.
    public let name: String
    /// Whether it is an event.
    public let isEvent: Bool
    /// What the kind is looked up by.
    let digest: UInt64

    /// A message, by its `MsgType`.
    public static func message(_ name: String) -> Kind { Kind(name, isEvent: false) }

    /// An event, by its `Event`.
    public static func event(_ name: String) -> Kind { Kind(name, isEvent: true) }

    init(_ name: String, isEvent: Bool) {
        var bytes = name
        digest = bytes.withUTF8 { Self.digest(of: UnsafeRawBufferPointer($0), isEvent: isEvent) }
        self.name = name
        self.isEvent = isEvent
    }

    /// The FNV-1a hash of a kind's name with its letters in lower case: 64 bits, in which no two of WeChat's few hundred
    /// names meet. Whoever made up a name that meets another could as well have sent the other.
    static func digest(of name: UnsafeRawBufferPointer, isEvent: Bool) -> UInt64 {
        var hash: UInt64 = isEvent ? 0xCBF2_9CE4_8422_2325 : 0x8422_2325_CBF2_9CE4
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
