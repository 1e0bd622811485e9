/// What somebody has ordered for the calls to come: `send=45015:2`, in order, each so many times, or for ever.
struct PlatformOrders<Value: Sendable>: Sendable {
    private struct Turn: Sendable {
        let value: Value
        /// Nil for ever.
        var left: Int?
    }

    private var turns: [PlatformCall: [Turn]] = [:]

    /// Takes orders in place of those before for the same calls.
    mutating func replace(_ orders: [String], expected: String, _ read: (Substring) -> Value?) throws(PlatformMistake) {
        var new: [PlatformCall: [Turn]] = [:]
        for order in orders {
            guard let (call, turn) = Self.turn(order, read) else {
                let calls = PlatformCall.allCases.map(\.rawValue).joined(separator: ", ")
                throw PlatformMistake(
                    "expected CALL=\(expected), perhaps with :TIMES (calls: \(calls)), found \(order)")
            }
            new[call, default: []].append(turn)
        }
        turns.merge(new) { $1 }
    }

    /// What the next call meets; nil for nothing ordered.
    mutating func next(_ call: PlatformCall) -> Value? {
        guard let turn = turns[call]?.first else { return nil }
        guard let left = turn.left else { return turn.value }
        if left > 1 { turns[call]?[0].left = left - 1 } else { turns[call]?.removeFirst() }
        return turn.value
    }

    private static func turn(_ order: String, _ read: (Substring) -> Value?) -> (PlatformCall, Turn)? {
        let sides = order.split(separator: "=", maxSplits: 1)
        guard sides.count == 2, let call = PlatformCall(rawValue: String(sides[0])) else { return nil }
        let parts = sides[1].split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2, let value = read(parts[0]) else { return nil }
        guard parts.count == 2 else { return (call, Turn(value: value)) }
        guard let times = Int(parts[1]), times > 0 else { return nil }
        return (call, Turn(value: value, left: times))
    }
}

/// What is wrong with an order, in words.
struct PlatformMistake: Error {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
