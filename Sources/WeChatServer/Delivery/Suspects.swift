import Networking
import WeChat

/// Pushes that were in handlers when the process died. One of them may be why: they begin one after the other, each when
/// the one before has ended or has been at it for some time, so that it is known which it is if it happens again.
final class Suspects: Sendable {
    private struct State {
        var current: Delivery?
        /// Those behind it, the next one last.
        var others: [Delivery] = []
    }

    private let state = Locked(State())
    private let notes: HandlerNotes
    /// The place of their note.
    private let place: Int

    init(_ notes: HandlerNotes, place: Int) {
        self.notes = notes
        self.place = place
    }

    /// How long a push has the process for itself at its next attempt, in milliseconds. Most handlers that trap do so at
    /// once. Who has been there at every death so far is looked at for longer.
    static func time(of attempt: Int) -> Int {
        switch attempt {
        case ...2: 250
        case 3: 2_500
        default: 10_000
        }
    }

    /// A push is to begin when it is its turn.
    func add(_ delivery: Delivery) {
        let begins = state.withLock { state in
            guard state.current != nil else {
                state.current = delivery
                return true
            }
            state.others.insert(delivery, at: 0)
            return false
        }
        if begins { delivery.beginSuspect() }
    }

    /// The push begins.
    func watch(_ delivery: Delivery) {
        var arrival = delivery.arrival(isBegun: true)
        arrival.body = []
        notes.set(place, arrival, isThisThread: false)
    }

    /// The push has ended, or long enough nothing has happened.
    func release(_ delivery: Delivery) {
        let next = state.withLock { state -> Delivery? in
            guard state.current === delivery else { return nil }
            notes.clear(place)
            state.current = state.others.popLast()
            return state.current
        }
        next?.beginSuspect()
    }
}
