import Testing

@testable import WeChatServer

struct RunQueueTests {
    private final class Delivery {
        let number: Int
        init(_ number: Int) { self.number = number }
    }

    private struct Weak {
        weak var delivery: Delivery?
    }

    /// With one that runs and some that wait, for as long as it takes.
    @Test func whatHasRunIsLetGoThoughOthersAlwaysWait() {
        var limits = Configuration.Pushes()
        limits.running = 1
        var queue = RunQueue<Delivery>(limits)
        var all: [Weak] = []
        func add(_ number: Int) {
            let delivery = Delivery(number)
            all.append(Weak(delivery: delivery))
            queue.add(delivery, of: UInt64(number))
        }
        let begins = queue.begins(0)
        #expect(begins)
        for number in 1...10 { add(number) }
        for number in 11...5_000 {
            add(number)
            #expect(queue.end(UInt64(number - 11)).map(\.number) == [number - 10])
        }
        #expect(queue.running == 1 && queue.count == 10)
        #expect(all.count { $0.delivery != nil } < 2_100)
    }
}
