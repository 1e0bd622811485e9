import Networking
import TestSupport
import Testing
import WeChat

@testable import WeChatServer

struct PushClaimsCrowdTests {
    /// What handlers have done.
    private struct Work {
        var runs: [String] = []
        var busy: Set<PushKey.User> = []
        var answered = 0
        var hasOverlap = false
    }

    /// Deliveries of many pushes to two instances that know of each other through Redis only.
    @Test func eachPushRunsOnceAndThoseOfAUserInTurn() throws {
        let work = Locked(Work())
        let names = ["a", "b", "c", "d", "e"].flatMap { user in (0..<9).map { "\(user)\($0)" } }
        try TestInstance.two { one, two, _ throws in
            for instance in [one, two] {
                for name in names.shuffled() { try Self.deliver(name, to: instance, work) }
            }
            try eventually("the answers") { work.withLock { $0.answered } == 2 * names.count }
        }
        work.withLock { work in
            #expect(work.runs.sorted() == names)
            #expect(!work.hasOverlap)
        }
    }

    private static func deliver(_ name: String, to instance: TestInstance, _ work: Locked<Work>) throws {
        let key = PushKey(test: name)
        let loop = instance.client.loop
        try instance.perform { stores in
            let claims = stores.claims
            claims.claim(key) { outcome in
                switch outcome {
                case .runs: break
                case .waitsItsTurn: return
                default: return work.withLock { $0.answered += 1 }
                }
                let isFree = work.withLock { work in
                    work.runs.append(name)
                    return work.busy.insert(key.user).inserted
                }
                if !isFree { work.withLock { $0.hasOverlap = true } }
                // In another turn, as handlers that have waited for something.
                loop.execute {
                    _ = work.withLock { $0.busy.remove(key.user) }
                    claims.end(key, PushAnswer(reply: nil, time: 7)) { work.withLock { $0.answered += 1 } }
                }
            }
        }
    }
}
