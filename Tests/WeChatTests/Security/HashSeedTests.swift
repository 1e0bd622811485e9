import Testing
import WeChat

/// In processes of their own, because a process has one seed.
struct HashSeedTests {
    @Test func seedOfAnEarlierProcessIsUsed() async {
        await #expect(processExitsWith: .success) {
            let seed = try #require(HashSeed(first: 7, second: 8))
            #expect(seed.use())
            #expect(HashSeed.inUse == seed)
        }
    }

    @Test func seedIsNotChangedOnceItIsUsed() async {
        await #expect(processExitsWith: .success) {
            let drawn = HashSeed.inUse
            #expect(HashSeed(first: 7, second: 8)?.use() == false)
            #expect(HashSeed.inUse == drawn)
        }
    }

    @Test(arguments: [(0, 1), (1, 0), ((1 << 61) - 1, 1), (1, .max)] as [(UInt64, UInt64)])
    func wordsOutsideTheFieldAreNoSeed(_ first: UInt64, _ second: UInt64) {
        #expect(HashSeed(first: first, second: second) == nil)
    }

    /// Instances of different versions run side by side: the seed must never change.
    @Test func seedOfAllInstancesIsTheSameEverywhere() {
        let seed = HashSeed.shared
        #expect(seed.first == 0x0243_F6A8_885A_308D && seed.second == 0x0313_198A_2E03_7073)
        #expect(HashSeed(first: seed.first, second: seed.second) == seed)
    }
}
