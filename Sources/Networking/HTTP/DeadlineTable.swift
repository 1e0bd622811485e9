/// The connections of a listener, each with the one deadline that counts for it now.
///
/// The deadlines lie side by side and are looked through ten times a second, which costs less than a timer a request:
/// setting one is a store, and ten thousand are a few microseconds to look at.
struct DeadlineTable: ~Copyable {
    /// How often the owner should call `expired`, in milliseconds.
    static let tick = 100

    private var deadlines: [MonotonicTime] = []
    private var connections: [HTTPConnection?] = []
    private var free: [Int] = []

    var isEmpty: Bool { connections.count == free.count }

    /// All connections, in no order.
    var all: [HTTPConnection] { connections.compactMap { $0 } }

    mutating func add(_ connection: HTTPConnection) -> Int {
        guard let slot = free.popLast() else {
            deadlines.append(.never)
            connections.append(connection)
            return connections.count - 1
        }
        connections[slot] = connection
        return slot
    }

    mutating func remove(_ slot: Int) {
        deadlines[slot] = .never
        connections[slot] = nil
        free.append(slot)
    }

    mutating func set(_ slot: Int, _ deadline: MonotonicTime) {
        deadlines[slot] = deadline
    }

    /// Takes out the connections whose deadline has come; each is to set its next one.
    mutating func expired(at now: MonotonicTime) -> [HTTPConnection] {
        var expired: [HTTPConnection] = []
        for slot in deadlines.indices where deadlines[slot] <= now {
            deadlines[slot] = .never
            if let connection = connections[slot] { expired.append(connection) }
        }
        return expired
    }
}
