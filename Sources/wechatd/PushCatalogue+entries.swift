import WeChat

extension PushCatalogue {
    /// A kind of push with its type.
    struct Entry: Sendable {
        /// The title of its group.
        let group: String
        let kind: Kind
        let type: any PushType.Type
    }

    /// All kinds.
    static let entries: [Entry] = groups.flatMap { group in
        group.types.flatMap { type in type.kinds.map { Entry(group: group.title, kind: $0, type: type) } }
    }

    /// The kind that somebody means by a name: `LOCATION` and `location` are two, so the case is minded first. A message
    /// goes before what else has its name.
    static func entry(named name: String) -> Entry? {
        let exact = entries.filter { $0.kind.name == name }
        let found = exact.isEmpty ? entries.filter { $0.kind.name.lowercased() == name.lowercased() } : exact
        return found.first { $0.kind.category == .message } ?? found.first
    }
}
