import Foundation
import Networking
import TestSupport
import Testing
import WeChat

@testable import WeChatServer

/// Two instances with one Redis.
struct PushHandlerSharedTests {
    @Test func deliveryElsewhereGetsTheSameAnswer() throws {
        try LateServer.two(.late(.customerService)) { first, second, _ in
            let one = try first.begin("slow a")
            try first.gate.awaitArrival()
            let other = try second.begin("slow a")
            try second.server.eventuallyWaiting(1)
            first.gate.open()
            let answer = try one.answer()
            #expect(answer.text == "a")
            #expect(try other.answer().body == answer.body)
            #expect(try second.deliver("slow a").body == answer.body)
            #expect(first.handled == ["slow a"] && second.handled.isEmpty)
        }
    }

    @Test func pushesOfAUserRunInTurnWhereverTheyAre() throws {
        try LateServer.two(.late(.customerService)) { first, second, _ in
            let one = try first.begin("slow a")
            try first.gate.awaitArrival()
            let other = try second.begin("quick b", id: 2)
            try second.server.eventuallyWaiting(1)
            #expect(second.handled.isEmpty)
            first.gate.open()
            #expect(try one.answer().text == "a" && other.answer().text == "b")
        }
    }

    @Test func letterIsFetchedOnTheOtherInstance() throws {
        try LateServer.two(.late(.mailbox), { $0.limits.handlerTime = 30 }) { first, second, _ in
            #expect(try first.deliver("slow a").text != "a")
            first.gate.open()
            try first.late(.kept)
            #expect(try second.deliver("quick b", id: 2).text == "a")
            #expect(try first.deliver("quick c", id: 3).text == "c")
        }
    }

    @Test func withoutRedisPushesAreKeptAndRunWhenItIsBack() throws {
        try LateServer.two(.late(.customerService)) { first, second, redis in
            #expect(try first.deliver("quick a").text == "a")
            redis.kill()
            try first.awaitOutage()
            #expect(try first.deliver("quick b", id: 2).body == "success")
            #expect(try second.deliver("quick c", id: 3).body == "success")
            // What has ended is known.
            #expect(try first.deliver("quick a").text == "a")
            #expect(first.handled == ["quick a"] && second.handled.isEmpty)
            try redis.start()
            #expect(try first.awaitSent() == [#"{"touser":"oUser","msgtype":"text","text":{"content":"b"}}"#])
            #expect(try second.awaitSent() == [#"{"touser":"oUser","msgtype":"text","text":{"content":"c"}}"#])
            // On both of its loops.
            try second.isUp()
            #expect(try second.deliver("quick a").text == "a")
        }
    }

    @Test func whatRedisHasLostIsToldAgain() throws {
        try LateServer.two(.late(.customerService)) { first, second, redis throws in
            #expect(try first.deliver("quick a").text == "a")
            try TestInstance.with(redis) { _ = try $0.value(["FLUSHALL"]) }
            redis.kill()
            try second.awaitOutage()
            #expect(try second.deliver("quick a").body == "success")
            try redis.start()
            try second.server.metric(#"wechatd_claims_total{outcome="answered"} 1"#)
            #expect(first.handled == ["quick a"] && second.handled.isEmpty)
        }
    }

    @Test func othersAreToldWhatADeadProcessHadNoTimeToTell() throws {
        try RedisProcess.with { redis in
            try withTemporaryDirectory { directory in
                func changes(_ name: String, _ folder: String) -> (inout Configuration) -> Void {
                    { $0.share(redis, name, directory + folder) }
                }
                try LateServer.with(.late(.customerService), changes("first", "/first")) { first throws in
                    try first.isUp()
                    #expect(try first.deliver("quick a").text == "a")
                    try FileManager.default.copyItem(atPath: directory + "/first", toPath: directory + "/copy")
                }
                // It has lost all that it knew, as if it had never been told.
                redis.kill()
                try redis.start()
                try LateServer.with(.late(.customerService), changes("first", "/copy")) { first throws in
                    try first.isUp()
                    try first.server.metric("wechatd_claims_waiting 0")
                    try LateServer.with(.late(.customerService), changes("second", "/second")) { second throws in
                        try second.isUp()
                        #expect(try second.deliver("quick a").text == "a")
                        #expect(second.handled.isEmpty)
                    }
                }
            }
        }
    }

    @Test func withoutRedisNobodyIsKeptWaitingForATurn() throws {
        // A delivery that waits for its turn would be left to WeChat's next one.
        try LateServer.two(.late(.retry, .customerService), { $0.pushes.running = 2 }) { first, _, redis in
            redis.kill()
            try first.awaitOutage()
            for number in 1...5 {
                #expect(try first.deliver("quick \(number)", id: number).body == "success")
            }
            #expect(first.handled.isEmpty)
            try redis.start()
            _ = try first.awaitSent(5)
            #expect(first.handled == (1...5).map { "quick \($0)" })
        }
    }

    @Test func whoWaitsForATurnDoesNotWaitForRedis() throws {
        try LateServer.two(.late(.retry, .customerService)) { first, _, redis in
            redis.stall()
            var deliveries: [TestClient] = []
            for number in 1...3 {
                deliveries.append(try first.begin("quick \(number)", id: number))
                // Each delivery, and all pushes but the first.
                try first.server.eventuallyWaiting(number + number - 1)
            }
            redis.kill()
            for delivery in deliveries { #expect(try delivery.answer().body == "success") }
            #expect(first.handled.isEmpty)
            try redis.start()
            _ = try first.awaitSent(3)
            #expect(first.handled == (1...3).map { "quick \($0)" })
        }
    }

    @Test func whatIsReplayedRunsAgainThoughItWasAnswered() throws {
        try RedisProcess.with { redis in
            try withTemporaryDirectory { directory in
                let change: (inout Configuration) -> Void = { $0.share(redis, "first", directory + "/data") }
                try LateServer.with(.late(.customerService), change) { first throws in
                    try first.isUp()
                    #expect(try first.deliver("quick a").text == "a")
                    try JournalClient(directory + "/data").replay([1])
                    let message = #"{"touser":"oUser","msgtype":"text","text":{"content":"again, 2"}}"#
                    #expect(try first.awaitSent() == [message])
                    #expect(first.handled == ["quick a", "quick a"])
                    #expect(try first.deliver("quick a").text == "a")
                }
            }
        }
    }

    @Test func pushThatWaitsForItsTurnIsKept() throws {
        try LateServer.two(.late(.customerService), { $0.limits.handlerTime = 30 }) { first, second, _ throws in
            #expect(try first.deliver("slow a").body == "success")
            #expect(try second.deliver("quick b", id: 2).body == "success")
            #expect(second.handled.isEmpty)
            first.gate.open()
            #expect(try second.awaitSent() == [#"{"touser":"oUser","msgtype":"text","text":{"content":"b"}}"#])
        }
    }

    @Test func othersAreToldOfAnUnfollowBehindADeath() throws {
        try RedisProcess.with { redis in
            try withTemporaryDirectory { directory in
                redis.kill()
                try LateServer.with(nil, { $0.share(redis, "first", directory + "/first") }) { first throws in
                    #expect(try first.server.push(WeChatRequest.event("unsubscribe")).body == "success")
                    try FileManager.default.copyItem(atPath: directory + "/first", toPath: directory + "/copy")
                }
                try redis.start()
                try LateServer.with(nil, { $0.share(redis, "first", directory + "/copy") }) { _ in
                    try TestInstance.with(redis, "second") { second throws in
                        let exists = RedisCommand(["EXISTS", .text(RedisKeys.forgotten)])
                        try eventually("word") { try second.value(exists) == .integer(1) }
                    }
                }
            }
        }
    }
}
