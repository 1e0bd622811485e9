import WeChat

/// A key that is a hash already.
protocol HashedKey: BitwiseCopyable {
    /// The bits that it is looked up by.
    var bits: UInt64 { get }
    func isSame(as other: Self) -> Bool
}

extension PushKey: HashedKey {
    var bits: UInt64 { own }

    // What another target compares with is not inlined here.
    func isSame(as other: PushKey) -> Bool { own == other.own && user == other.user }
}

extension UInt64: HashedKey {
    var bits: UInt64 { self }

    func isSame(as other: UInt64) -> Bool { self == other }
}

/// Values by keys that need no hashing any more: a dictionary hashes each key again whenever it is used, which is most of
/// what the inbox would cost a push.
final class HashedTable<Key: HashedKey, Value> {
    /// At least half of them are nil, so that a key stands near its place.
    private var keys: UnsafeMutablePointer<Key?>
    /// There is one where there is a key, and nothing elsewhere.
    private var values: UnsafeMutablePointer<Value>
    private var capacity = 16
    private(set) var count = 0

    init() {
        keys = .allocate(capacity: capacity)
        keys.initialize(repeating: nil, count: capacity)
        values = .allocate(capacity: capacity)
    }

    deinit {
        for place in 0..<capacity where keys[place] != nil { (values + place).deinitialize(count: 1) }
        keys.deallocate()
        values.deallocate()
    }

    /// The value of a key; nil for none.
    subscript(key: Key) -> Value? {
        let place = place(of: key)
        return keys[place] == nil ? nil : values[place]
    }

    /// All values, in no order.
    var all: [Value] { (0..<capacity).compactMap { keys[$0] == nil ? nil : values[$0] } }

    func contains(_ key: Key) -> Bool { keys[place(of: key)] != nil }

    func set(_ value: consuming Value, for key: Key) {
        let place = place(of: key)
        guard keys[place] == nil else { return values[place] = value }
        keys[place] = key
        (values + place).initialize(to: value)
        count += 1
        if count * 2 > capacity { grow() }
    }

    func remove(_ key: Key) {
        let place = place(of: key)
        if keys[place] != nil { empty(place) }
    }

    /// Empties a place, and moves those back that stand behind it because it was taken.
    private func empty(_ place: Int) {
        (values + place).deinitialize(count: 1)
        count -= 1
        var hole = place
        var next = after(place)
        while let key = keys[next] {
            let home = home(of: key)
            // Whether the hole is on the way from its home to where it stands.
            if (next &- home) & mask >= (next &- hole) & mask {
                keys[hole] = key
                (values + hole).moveInitialize(from: values + next, count: 1)
                hole = next
            }
            next = after(next)
        }
        keys[hole] = nil
    }

    private func grow() {
        let (oldKeys, oldValues, oldCapacity) = (keys, values, capacity)
        capacity *= 2
        keys = .allocate(capacity: capacity)
        keys.initialize(repeating: nil, count: capacity)
        values = .allocate(capacity: capacity)
        // Moved: to copy them, and then to destroy the old ones, would cost each push more than all its other looks here.
        for old in 0..<oldCapacity {
            guard let key = oldKeys[old] else { continue }
            let place = place(of: key)
            keys[place] = key
            (values + place).moveInitialize(from: oldValues + old, count: 1)
        }
        oldKeys.deallocate()
        oldValues.deallocate()
    }

    private var mask: Int { capacity - 1 }

    private func home(of key: Key) -> Int { Int(truncatingIfNeeded: key.bits) & mask }

    private func after(_ place: Int) -> Int { (place + 1) & mask }

    /// Where the key stands, or would.
    private func place(of key: Key) -> Int {
        var place = home(of: key)
        while let other = keys[place], !other.isSame(as: key) { place = after(place) }
        return place
    }
}
