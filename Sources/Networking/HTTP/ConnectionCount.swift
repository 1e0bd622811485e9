import Synchronization

/// The connections of all loops together, against their limit.
package final class ConnectionCount: Sendable {
    private let limit: Int
    private let open = Atomic<Int>(0)

    package init(limit: Int) {
        self.limit = limit
    }

    /// Connections open now.
    package var value: Int { open.load(ordering: .relaxed) }

    /// Counts one more, unless that is one too many.
    func enter() -> Bool {
        guard open.add(1, ordering: .relaxed).newValue <= limit else {
            leave()
            return false
        }
        return true
    }

    func leave() {
        open.subtract(1, ordering: .relaxed)
    }
}
