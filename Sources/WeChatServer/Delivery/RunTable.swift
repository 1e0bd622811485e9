/// Runs that wait, each in a place that it keeps.
struct RunTable {
    private var runs: [PushRun?] = []
    private var free: [Int] = []

    /// All of them, in no order.
    var all: [PushRun] { runs.compactMap { $0 } }

    var count: Int { runs.count - free.count }

    mutating func add(_ run: PushRun) {
        guard let slot = free.popLast() else {
            run.slot = runs.count
            return runs.append(run)
        }
        run.slot = slot
        runs[slot] = run
    }

    mutating func remove(_ run: PushRun) {
        runs[run.slot] = nil
        free.append(run.slot)
    }
}
