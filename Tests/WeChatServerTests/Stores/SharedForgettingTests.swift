import Networking
import TestSupport
import Testing
import WeChat

@testable import WeChatServer

struct SharedForgettingTests {
    private let user = UInt64(UInt8(ascii: "a"))

    /// Users of whom an instance was told.
    private func listen(_ instance: TestInstance, keeps: Bool = true) throws -> Locked<[PushKey.User]> {
        let told = Locked<[PushKey.User]>([])
        try instance.perform { stores in
            stores.forgetting.listen { user, done in
                told.withLock { $0.append(user) }
                if keeps { done() }
            }
        }
        return told
    }

    private func forget(_ user: PushKey.User, _ instance: TestInstance) throws {
        try instance.perform { $0.forgetting.forget(user) }
    }

    private func letters(_ instance: TestInstance) throws -> RedisValue? {
        try instance.value(["LLEN", .text(RedisKeys.letters(user))])
    }

    private func write(_ instance: TestInstance) throws {
        _ = try instance.value(["RPUSH", .text(RedisKeys.letters(user)), "letter"])
    }

    @Test func whatWaitsForTheUserIsDeletedAndOthersAreTold() throws {
        try TestInstance.two { one, two, _ throws in
            let (here, there) = (try listen(one), try listen(two))
            try write(one)
            try forget(user, one)
            try eventually("word") { there.withLock { $0 } == [user] }
            #expect(try letters(one) == .integer(0))
            try forget(7, two)
            try eventually("word") { here.withLock { $0 } == [7] }
            #expect(there.withLock { $0 } == [user])
        }
    }

    @Test func withoutRedisItIsDoneLater() throws {
        try TestInstance.two { one, two, process throws in
            let told = try listen(one)
            process.kill()
            try eventually("the outage") { two.client.snapshot.health == .down }
            try forget(user, two)
            try process.start()
            try eventually("word") { told.withLock { $0 } == [user] }
        }
    }

    @Test func whoWasAwayIsToldWhenHeIsBack() throws {
        try TestInstance.two { one, two, process throws in
            let first = try listen(two)
            try forget(1, one)
            try eventually("word") { first.withLock { $0 } == [1] }
            // Taken down when the next is told.
            try forget(2, one)
            try eventually("word") { first.withLock { $0 } == [1, 2] }
            let note = RedisCommand.Word.text(RedisKeys.forgotten(by: "two"))
            try eventually("a note") { try one.value(["EXISTS", note]) == .integer(1) }
            two.stop()
            try forget(3, one)
            try TestInstance.with(process, "two") { next throws in
                let later = try listen(next)
                try eventually("word") { later.withLock { $0.last } == 3 }
                #expect(later.withLock { !$0.contains(1) })
            }
        }
    }

    @Test func whatWasNotKeptIsToldAgain() throws {
        try TestInstance.two { one, two, process throws in
            let first = try listen(two, keeps: false)
            try forget(1, one)
            try forget(2, one)
            try eventually("word") { first.withLock { $0 } == [1] }
            two.stop()
            try TestInstance.with(process, "two") { next throws in
                let later = try listen(next)
                try eventually("word") { later.withLock { $0 } == [1, 2] }
            }
        }
    }
}
