import Testing

@testable import WeChatServer

struct HashedTableTests {
    /// A key with few different hashes, so that many stand where others should.
    private struct Key: HashedKey, Hashable {
        let number: UInt64
        var bits: UInt64 { number % 7 }
        func isSame(as other: Key) -> Bool { self == other }
    }

    @Test func itIsADictionary() {
        let table = HashedTable<Key, Int>()
        var dictionary: [Key: Int] = [:]
        for step in 0..<20_000 {
            let key = Key(number: .random(in: 0..<60))
            #expect(table[key] == dictionary[key])
            let value = Bool.random() ? step : nil
            if let value { table.set(value, for: key) } else { table.remove(key) }
            dictionary[key] = value
            #expect(table.count == dictionary.count)
        }
        for number in 0..<60 { #expect(table[Key(number: UInt64(number))] == dictionary[Key(number: UInt64(number))]) }
    }

    @Test func itGrowsAndGivesBackItsValues() {
        final class Value {}
        weak var last: Value?
        do {
            let table = HashedTable<UInt64, Value>()
            for number in 0..<10_000 { table.set(Value(), for: UInt64(number) &* 0x9E37_79B9_7F4A_7C15) }
            #expect(table.count == 10_000)
            for number in 0..<9_999 { table.remove(UInt64(number) &* 0x9E37_79B9_7F4A_7C15) }
            last = table[9_999 &* 0x9E37_79B9_7F4A_7C15]
            #expect(table.count == 1 && last != nil)
        }
        #expect(last == nil)
    }
}
