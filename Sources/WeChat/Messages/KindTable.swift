import Bytes

/// Values by kind of push. It is searched by the bytes of the push itself, so that nothing is made to look one up.
package struct KindTable<Value: Sendable>: Sendable {
    private struct Row: Sendable {
        let kind: Kind
        let name: [UInt8]
        var value: Value

        func isNamed(_ other: UnsafeRawBufferPointer, isEvent: Bool) -> Bool {
            name.count == other.count && kind.isEvent == isEvent
                && name.withUnsafeBytes { $0.equalsIgnoringCase(other) }
        }
    }

    private var rows: [Row] = []

    package init() {}

    /// The kinds that have a value, in the order in which they got one.
    package var kinds: [Kind] { rows.map(\.kind) }

    /// Where the push's kind is; nil when it has no value.
    package func index(of push: Push) -> Int? {
        var found: Int?
        push.withKindName { name in
            for index in rows.indices where rows[index].isNamed(name, isEvent: push.isEvent) {
                found = index
                return
            }
        }
        return found
    }

    /// Where a kind is, with `value` when it had none.
    package mutating func index(of kind: Kind, default value: @autoclosure () -> Value) -> Int {
        if let index = rows.firstIndex(where: { $0.kind == kind }) { return index }
        rows.append(Row(kind: kind, name: Array(kind.name.utf8), value: value()))
        return rows.count - 1
    }

    package subscript(index: Int) -> Value {
        get { rows[index].value }
        _modify { yield &rows[index].value }
    }

    /// The kinds with their values.
    package var all: [(kind: Kind, value: Value)] { rows.map { ($0.kind, $0.value) } }
}
