import Glibc
import Networking
import WeChat

/// Remembers what the last timestamps and nonces of an account were used for, on all loops.
///
/// At least the last 16 384 pushes: who has captured one request of an account with more pushes than that in its replay
/// window must be quick to forge another with it. Small, because every push looks somewhere else in it: what does not stay
/// in the processor's cache costs a push more than all its other checks.
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
            if let known = newer.knows(use) ?? older.knows(use) { return known }
            if newer.isFull {
                swap(&newer, &older)
                newer.removeAll()
            }
            newer.insert(use)
            return true
        }
    }
}

/// Pairs by their hashes, in memory that the system gives when it is used: 32 bits of a pair, beside the 15 that are its
/// place, and 32 of what it was used for.
private final class PairTable: @unchecked Sendable {  // used under the ledger's lock only
    /// Half of them stay empty, so that a pair stands near its place.
    private static let places = 32_768

    private let uses: UnsafeMutablePointer<UInt64>
    private var count = 0

    init() {
        guard let memory = calloc(Self.places, MemoryLayout<UInt64>.stride) else { fatalError("out of memory") }
        uses = memory.bindMemory(to: UInt64.self, capacity: Self.places)
    }

    deinit { free(uses) }

    var isFull: Bool { count == Self.places / 2 }

    /// Whether the pair was used for the same; nil when it was not used.
    func knows(_ use: PairUse) -> Bool? {
        let found = uses[place(of: use.pair)]
        return found == 0 ? nil : found == Self.entry(use)
    }

    func insert(_ use: PairUse) {
        uses[place(of: use.pair)] = Self.entry(use)
        count += 1
    }

    func removeAll() {
        memset(uses, 0, Self.places * MemoryLayout<UInt64>.stride)
        count = 0
    }

    private static func entry(_ use: PairUse) -> UInt64 { tag(use.pair) | use.body & 0xFFFF_FFFF }

    /// Of the hash's 61 bits those that do not tell the place. (One of 2⁶⁴ uses looks like an empty place.)
    private static func tag(_ pair: UInt64) -> UInt64 { (pair >> 20) << 32 }

    /// Where the pair stands, or is to stand.
    private func place(of pair: UInt64) -> Int {
        var place = Int(truncatingIfNeeded: pair) & (Self.places - 1)
        while uses[place] != 0, (uses[place] ^ Self.tag(pair)) >> 32 != 0 { place = (place + 1) & (Self.places - 1) }
        return place
    }
}
