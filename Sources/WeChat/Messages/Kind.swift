/// What sort of push it is: a message by its `MsgType`, or an event by its `Event`.
///
/// WeChat is not consistent in the case of these names (`SCAN`, `scan`), so two kinds that differ only in case are
/// equal. A location *message* and a LOCATION *event* are two kinds.
public struct Kind: Hashable, Sendable, CustomStringConvertible {
    /// The name as WeChat writes it.
    public let name: String
    /// Whether it is an event.
    public let isEvent: Bool

    /// A message, by its `MsgType`.
    public static func message(_ name: String) -> Kind { Kind(name, isEvent: false) }

    /// An event, by its `Event`.
    public static func event(_ name: String) -> Kind { Kind(name, isEvent: true) }

    init(_ name: String, isEvent: Bool) {
        self.name = name
        self.isEvent = isEvent
    }

    /// Whether it is the same kind, in whatever case it is written.
    public static func == (left: Kind, right: Kind) -> Bool {
        left.isEvent == right.isEvent && left.name.lowercased() == right.name.lowercased()
    }

    /// Hashes what is compared.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(name.lowercased())
        hasher.combine(isEvent)
    }

    /// The name as WeChat writes it.
    public var description: String { name }
}
