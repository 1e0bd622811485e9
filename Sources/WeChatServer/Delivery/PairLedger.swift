import Glibc
import Networking
import WeChat

/// Remembers what the last timestamps and nonces of an account were used for, on all loops.
///
/// At least the last 32 768 pushes: who has captured one request of an account with more pushes than that in its replay
/// window must be quick to forge another with it. It takes a megabyte, and a second one for an account with many pushes.
final class PairLedger: Sendable {
    private let tables = Locked(Tables())

    /// Whether the pair is new, or was used for the same before.
    func admits(_ use: PairUse) -> Bool {
        tables.withLock { $0.admits(use) }
    }

    /// When the newer table is full the older one is forgotten, and takes its place.
    private struct Tables: Sendable {
        var newer = PairTable()
        var older = PairTable()

        mutating func admits(_ use: PairUse) -> Bool {
            if let body = newer.body(of: use.pair) ?? older.body(of: use.pair) { return body == use.body }
            if newer.isFull {
                swap(&newer, &older)
                newer.removeAll()
            }
            newer.insert(use)
            return true
        }
    }
}

/// Pairs by their hashes, in memory that the system gives when it is used.
private final class PairTable: @unchecked Sendable {  // used under the ledger's lock only
    /// Half of them stay empty, so that a pair stands near its place.
    private static let places = 65_536

    private let uses: UnsafeMutablePointer<PairUse>
    private var count = 0

    init() {
        guard let memory = calloc(Self.places, MemoryLayout<PairUse>.stride) else { fatalError("out of memory") }
        uses = memory.bindMemory(to: PairUse.self, capacity: Self.places)
    }

    deinit { free(uses) }

    var isFull: Bool { count == Self.places / 2 }

    func body(of pair: UInt64) -> UInt64? {
        let place = place(of: pair)
        return uses[place].pair == pair ? uses[place].body : nil
    }

    func insert(_ use: PairUse) {
        uses[place(of: use.pair)] = use
        count += 1
    }

    func removeAll() {
        memset(uses, 0, Self.places * MemoryLayout<PairUse>.stride)
        count = 0
    }

    /// Where the pair stands, or is to stand. (A hash of 0, which also marks an empty place, is one of 2⁶⁴.)
    private func place(of pair: UInt64) -> Int {
        var place = Int(truncatingIfNeeded: pair) & (Self.places - 1)
        while uses[place].pair != pair, uses[place].pair != 0 { place = (place + 1) & (Self.places - 1) }
        return place
    }
}
