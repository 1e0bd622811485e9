import Synchronization
import Testing

@testable import Networking

/// Becomes true once.
final class Flag: Sendable {
    private let state = Atomic(false)

    var isRaised: Bool { state.load(ordering: .acquiring) }

    func raise() {
        state.store(true, ordering: .releasing)
    }

    func wait(_ sourceLocation: SourceLocation = #_sourceLocation) {
        eventually("a flag", sourceLocation) { isRaised }
    }
}

/// A list that several threads append to.
final class Record<Element: Sendable>: Sendable {
    private let state = Locked<[Element]>([])

    var elements: [Element] { state.withLock { $0 } }

    func append(_ element: Element) {
        state.withLock { $0.append(element) }
    }
}
