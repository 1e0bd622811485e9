import Bytes

/// Kinds of push with their numbers, from 0: the place of a kind's value in an array. It is searched by the bytes of
/// the push itself, so that nothing is made to look one up.
package struct KindList: Sendable {
    private struct Row: Sendable {
        let kind: Kind
        let name: [UInt8]

        func isNamed(_ other: UnsafeRawBufferPointer, isEvent: Bool) -> Bool {
            name.count == other.count && kind.isEvent == isEvent
                && name.withUnsafeBytes { $0.equalsIgnoringCase(other) }
        }
    }

    private var rows: [Row] = []

    package init() {}

    /// The kinds in the order of their numbers.
    package var kinds: [Kind] { rows.map(\.kind) }

    /// How many kinds there are.
    package var count: Int { rows.count }

    /// The number of the push's kind; nil when it is not in the list.
    package func number(of push: Push) -> Int? {
        var found: Int?
        push.withKindName { name in
            for index in rows.indices where rows[index].isNamed(name, isEvent: push.isEvent) {
                found = index
                return
            }
        }
        return found
    }

    /// The number of a kind, which is appended when it is not in the list.
    package mutating func number(adding kind: Kind) -> Int {
        if let index = rows.firstIndex(where: { $0.kind == kind }) { return index }
        rows.append(Row(kind: kind, name: Array(kind.name.utf8)))
        return rows.count - 1
    }
}
