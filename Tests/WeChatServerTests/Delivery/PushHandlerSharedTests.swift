import Foundation
import Networking
import TestSupport
import Testing
import WeChat

@testable import WeChatServer

/// Two instances with one Redis.
struct PushHandlerSharedTests {
    /// Runs `body` with two servers, and with Redis.
    private func with(
        _ policy: LatePolicy?, _ change: @escaping (inout Configuration) -> Void = { _ in },
        _ body: (LateServer, LateServer, RedisProcess) throws -> Void
    ) throws {
        try RedisProcess.with(["--appendonly", "yes"]) { redis in
            try withTemporaryDirectory { directory in
                func changes(_ name: String) -> (inout Configuration) -> Void {
                    {
                        $0.redis = Secret("unix:\(redis.path)")
                        $0.instance = name
                        $0.journal.directory = "\(directory)/\(name)"
                        $0.limits.handlerTime = 4_500
                        change(&$0)
                    }
                }
                try LateServer.with(policy, changes("first")) { first throws in
                    try LateServer.with(policy, changes("second")) { second throws in
                        try isUp(first)
                        try isUp(second)
                        try body(first, second, redis)
                    }
                }
            }
        }
    }

    private func isUp(_ late: LateServer) throws {
        try eventually("Redis") { try late.server.admin("/healthz").body == "ok\n" }
    }

    @Test func deliveryElsewhereGetsTheSameAnswer() throws {
        try with(.late(.customerService)) { first, second, _ in
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
        try with(.late(.customerService)) { first, second, _ in
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
        try with(.late(.mailbox), { $0.limits.handlerTime = 30 }) { first, second, _ in
            #expect(try first.deliver("slow a").text != "a")
            first.gate.open()
            try first.late(.kept)
            #expect(try second.deliver("quick b", id: 2).text == "a")
            #expect(try first.deliver("quick c", id: 3).text == "c")
        }
    }

    @Test func withoutRedisPushesAreKeptAndRunWhenItIsBack() throws {
        try with(.late(.customerService)) { first, second, redis in
            #expect(try first.deliver("quick a").text == "a")
            redis.kill()
            try eventually("an outage") { try first.server.admin("/healthz").body.hasPrefix("ok, but redis: ") }
            #expect(try first.deliver("quick b", id: 2).body == "success")
            #expect(try second.deliver("quick c", id: 3).body == "success")
            // What has ended is known.
            #expect(try first.deliver("quick a").text == "a")
            #expect(first.handled == ["quick a"] && second.handled.isEmpty)
            try redis.start()
            #expect(try first.awaitSent() == [#"{"touser":"oUser","msgtype":"text","text":{"content":"b"}}"#])
            #expect(try second.awaitSent() == [#"{"touser":"oUser","msgtype":"text","text":{"content":"c"}}"#])
            #expect(try second.deliver("quick a").text == "a")
        }
    }

    @Test func answerThatReachedNobodyIsSentByOneOfTwo() throws {
        try with(.late(.retry, .customerService)) { first, second, _ in
            let one = try first.begin("slow a")
            try first.gate.awaitArrival()
            one.close()
            try first.server.eventuallyWaiting(0)
            first.gate.open()
            _ = try first.awaitSent()
            #expect(try second.deliver("slow a").body == "success")
            #expect(first.sent.count == 1 && second.sent.isEmpty && second.handled.isEmpty)
        }
    }

    @Test func othersAreToldWhatADeadProcessHadNoTimeToTell() throws {
        try RedisProcess.with { redis in
            try withTemporaryDirectory { directory in
                func changes(_ name: String, _ folder: String) -> (inout Configuration) -> Void {
                    {
                        $0.redis = Secret("unix:\(redis.path)")
                        $0.instance = name
                        $0.journal.directory = directory + folder
                        $0.limits.handlerTime = 4_500
                    }
                }
                try LateServer.with(.late(.customerService), changes("first", "/first")) { first throws in
                    try isUp(first)
                    #expect(try first.deliver("quick a").text == "a")
                    try FileManager.default.copyItem(atPath: directory + "/first", toPath: directory + "/copy")
                }
                // It has lost all that it knew, as if it had never been told.
                redis.kill()
                try redis.start()
                try LateServer.with(.late(.customerService), changes("first", "/copy")) { first throws in
                    try isUp(first)
                    try first.server.metric("wechatd_claims_waiting 0")
                    try LateServer.with(.late(.customerService), changes("second", "/second")) { second throws in
                        try isUp(second)
                        #expect(try second.deliver("quick a").text == "a")
                        #expect(second.handled.isEmpty)
                    }
                }
            }
        }
    }

    @Test func lateAnswerOfADeadProcessIsSentOnce() throws {
        try RedisProcess.with { redis in
            try withTemporaryDirectory { directory in
                func changes(_ folder: String) -> (inout Configuration) -> Void {
                    {
                        $0.redis = Secret("unix:\(redis.path)")
                        $0.instance = "first"
                        $0.journal.directory = directory + folder
                    }
                }
                try LateServer.with(.late(.customerService), changes("/first")) { first throws in
                    try isUp(first)
                    first.standIn.answer("send", nil)
                    #expect(try first.deliver("slow a").body == "success")
                    #expect(try first.deliver("quick b", id: 2).body == "success")
                    first.gate.open()
                    // The first is on its way for ever, and the other behind it.
                    _ = try first.awaitSent()
                    try first.server.metric("wechatd_pushes_running 0")
                    try FileManager.default.copyItem(atPath: directory + "/first", toPath: directory + "/copy")
                }
                var sent: [String] = []
                try LateServer.with(.late(.customerService), changes("/copy")) { next throws in
                    try isUp(next)
                    _ = try next.awaitSent()
                    #expect(try next.deliver("quick c", id: 3).text == "c")
                    sent = next.sent
                }
                #expect(sent == [#"{"touser":"oUser","msgtype":"text","text":{"content":"b"}}"#])
            }
        }
    }

    @Test func withoutRedisNobodyIsKeptWaitingForATurn() throws {
        // A delivery that waits for its turn would be left to WeChat's next one.
        try with(.late(.retry, .customerService), { $0.pushes.running = 2 }) { first, _, redis in
            redis.kill()
            try eventually("an outage") { try first.server.admin("/healthz").body.hasPrefix("ok, but redis: ") }
            for number in 1...5 {
                #expect(try first.deliver("quick \(number)", id: number).body == "success")
            }
            #expect(first.handled.isEmpty)
            try redis.start()
            _ = try first.awaitSent(5)
            #expect(first.handled == (1...5).map { "quick \($0)" })
        }
    }

    @Test func answerThatADeliveryGotElsewhereIsNotSentToo() throws {
        var servers: [LateServer] = []
        let change = { (configuration: inout Configuration) in
            if configuration.instance == "first" { configuration.limits.handlerTime = 30 }
        }
        try with(.late(.customerService), change) { first, second, _ in
            #expect(try first.deliver("slow a").body == "success")
            #expect(try first.deliver("quick b", id: 2).body == "success")
            let other = try second.begin("quick b", id: 2)
            try second.server.eventuallyWaiting(1)
            first.gate.open()
            #expect(try other.answer().text == "b")
            try first.server.metric(#"wechatd_claims_total{outcome="answered"} 1"#)
            servers = [first, second]
        }
        // They have stopped, and sent what there was to send.
        #expect(servers[0].sent == [#"{"touser":"oUser","msgtype":"text","text":{"content":"a"}}"#])
        #expect(servers[1].sent.isEmpty && servers[0].handled == ["slow a"])
    }

    @Test func answerThatADeliveryGotIsNotSentElsewhereToo() throws {
        var servers: [LateServer] = []
        try with(.late(.retry, .customerService)) { first, second, _ in
            let one = try first.begin("slow a")
            try first.gate.awaitArrival()
            let other = try second.begin("slow a")
            try second.server.eventuallyWaiting(1)
            other.close()
            first.gate.open()
            #expect(try one.answer().text == "a")
            try second.server.metric(#"wechatd_claims_total{outcome="answered"} 1"#)
            servers = [first, second]
        }
        // They have stopped, and sent what there was to send.
        let sent = servers.map(\.sent.count)
        #expect(sent == [0, 0])
    }

    @Test func promiseIsForDeliveriesElsewhereToo() throws {
        try with(.late(.mailbox), { $0.limits.handlerTime = 30 }) { first, second, _ in
            let notice = try first.deliver("slow a")
            #expect(notice.text != "a" && notice.status == 200)
            #expect(try second.deliver("slow a").text == notice.text)
            first.gate.open()
            try first.late(.kept)
            #expect(try second.deliver("slow a").text == notice.text)
            #expect(try second.deliver("quick b", id: 2).text == "a")
            #expect(second.handled.isEmpty)
        }
    }

    @Test func deliveriesRideTwiceWhereverTheyAre() throws {
        let change = { (configuration: inout Configuration) in
            if configuration.instance == "second" { configuration.limits.handlerTime = 30 }
        }
        try with(.late(.retry, .mailbox), change) { first, second, _ in
            let one = try first.begin("slow a")
            try first.gate.awaitArrival()
            one.close()
            try first.server.eventuallyWaiting(0)
            // The first is left to WeChat, and so is the second.
            let two = try second.begin("slow a")
            try second.server.eventuallyWaiting(1)
            let notice = try second.deliver("slow a").text
            #expect(notice == Account.Late().mailboxNotice)
            #expect(try two.answer().text == notice)
            first.gate.open()
            try first.late(.kept)
            #expect(try second.deliver("quick b", id: 2).text == "a")
        }
    }

    @Test func pushThatWaitsForItsTurnIsKept() throws {
        try with(.late(.customerService), { $0.limits.handlerTime = 30 }) { first, second, _ throws in
            #expect(try first.deliver("slow a").body == "success")
            #expect(try second.deliver("quick b", id: 2).body == "success")
            #expect(second.handled.isEmpty)
            first.gate.open()
            #expect(try second.awaitSent() == [#"{"touser":"oUser","msgtype":"text","text":{"content":"b"}}"#])
        }
    }
}
