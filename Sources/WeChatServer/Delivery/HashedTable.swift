import WeChat

/// A key that is a hash already.
protocol HashedKey {
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
    private struct Slot {
        var key: Key
        var value: Value
    }

    /// At least half of them are empty, so that a key stands near its place.
    private var slots: UnsafeMutablePointer<Slot?>
    private var capacity = 16
    private(set) var count = 0

    init() {
        slots = .allocate(capacity: capacity)
        slots.initialize(repeating: nil, count: capacity)
    }

    deinit {
        slots.deinitialize(count: capacity)
        slots.deallocate()
    }

    /// The value of a key; nil for none.
    subscript(key: Key) -> Value? {
        get { slots[place(of: key)]?.value }
        set {
            let place = place(of: key)
            if let newValue { set(newValue, key, place) } else { remove(place) }
        }
    }

    private func set(_ value: consuming Value, _ key: Key, _ place: Int) {
        let isNew = slots[place] == nil
        slots[place] = Slot(key: key, value: value)
        guard isNew else { return }
        count += 1
        if count * 2 > capacity { grow() }
    }

    /// Empties a place, and moves those back that stand behind it because it was taken.
    private func remove(_ place: Int) {
        guard slots[place] != nil else { return }
        count -= 1
        var hole = place
        var next = after(place)
        while let slot = slots[next] {
            let home = home(of: slot.key)
            // Whether the hole is on the way from its home to where it stands.
            if (next &- home) & mask >= (next &- hole) & mask {
                slots[hole] = slot
                hole = next
            }
            next = after(next)
        }
        slots[hole] = nil
    }

    private func grow() {
        let (old, count) = (slots, capacity)
        capacity *= 2
        slots = .allocate(capacity: capacity)
        slots.initialize(repeating: nil, count: capacity)
        // Moved: to copy them, and then to destroy the old ones, would cost each push more than all its other looks here.
        for index in 0..<count {
            if let slot = (old + index).move() { slots[place(of: slot.key)] = slot }
        }
        old.deallocate()
    }

    private var mask: Int { capacity - 1 }

    private func home(of key: Key) -> Int { Int(truncatingIfNeeded: key.bits) & mask }

    private func after(_ place: Int) -> Int { (place + 1) & mask }

    /// Where the key stands, or would.
    private func place(of key: Key) -> Int {
        var place = home(of: key)
        while let slot = slots[place], !slot.key.isSame(as: key) { place = after(place) }
        return place
    }
}
