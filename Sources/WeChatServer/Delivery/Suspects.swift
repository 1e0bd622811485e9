import Networking
import WeChat

/// Pushes that were in handlers when the process died of one of them, nobody knows which. They begin one after the other,
/// each when the one before has ended or has been at it for some time: the last to come first, because most handlers that
/// trap do so soon. If it happens again while one is alone, that is it.
final class Suspects: Sendable {
    private struct State {
        /// Whether all are there that the last process has left.
        var isComplete = false
        var current: Delivery?
        /// Those behind it, the next one last.
        var others: [Delivery] = []
        /// How many before it have not ended.
        var unended = 0
    }

    private let state = Locked(State())
    private let notes: HandlerNotes
    /// The place of their note.
    private let place: Int

    init(_ notes: HandlerNotes, place: Int) {
        self.notes = notes
        self.place = place
    }

    /// How long the next one waits for a push at its next attempt, in milliseconds. Most handlers that trap do so at once.
    /// Who has been there at every death so far is waited for longer.
    static func time(of attempt: Int) -> Int {
        switch attempt {
        case ...2: 500
        case 3: 5_000
        default: .max
        }
    }

    /// A push is to begin when it is its turn.
    func add(_ delivery: Delivery) {
        state.withLock { $0.others.append(delivery) }
        next { $0.isComplete && $0.current == nil }
    }

    /// All are there.
    func start() {
        next { state in
            state.isComplete = true
            return state.current == nil
        }
    }

    /// The push begins.
    func watch(_ delivery: Delivery) {
        guard state.withLock({ $0.unended }) == 0 else { return }
        var arrival = delivery.arrival(isBegun: true)
        arrival.body = []
        notes.set(place, arrival, isThisThread: false)
    }

    /// The push has ended, or has been at it for long enough.
    func release(_ delivery: Delivery, hasEnded: Bool) {
        next { state in
            guard state.current === delivery else {
                if hasEnded { state.unended -= 1 }
                return false
            }
            if !hasEnded { state.unended += 1 }
            notes.clear(place)
            return true
        }
    }

    /// Has the next one begin, if it is time.
    private func next(_ isTime: (inout State) -> Bool) {
        let next = state.withLock { state -> Delivery? in
            guard isTime(&state) else { return nil }
            state.current = state.others.popLast()
            return state.current
        }
        next?.beginSuspect()
    }
}
