import Foundation
import TestSupport
import Testing
import WeChat

@testable import WeChatServer

/// Late answers with two instances and one Redis: each user gets his once.
struct PushHandlerSharedLateTests {
    @Test func answerThatReachedNobodyIsSentByOneOfTwo() throws {
        try LateServer.two(.late(.retry, .customerService)) { first, second, _ in
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

    @Test func lateAnswerOfADeadProcessIsSentOnce() throws {
        try RedisProcess.with { redis in
            try withTemporaryDirectory { directory in
                func changes(_ folder: String) -> (inout Configuration) -> Void {
                    {
                        $0.share(redis, "first", directory + folder)
                        $0.limits.handlerTime = 30
                    }
                }
                try LateServer.with(.late(.customerService), changes("/first")) { first throws in
                    try first.isUp()
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
                    try next.isUp()
                    _ = try next.awaitSent()
                    #expect(try next.deliver("quick c", id: 3).text == "c")
                    sent = next.sent
                }
                #expect(sent == [#"{"touser":"oUser","msgtype":"text","text":{"content":"b"}}"#])
            }
        }
    }

    @Test func whoPromisedAnAnswerThatNobodyElseHasSendsIt() throws {
        try RedisProcess.with(["--appendonly", "yes"]) { redis in
            try withTemporaryDirectory { directory in
                func changes(_ name: String, _ folder: String) -> (inout Configuration) -> Void {
                    { $0.share(redis, name, directory + folder) }
                }
                try LateServer.with(.late(.customerService), changes("second", "/second")) { second throws in
                    try LateServer.with(.late(.customerService), changes("first", "/first")) { first throws in
                        try first.isUp()
                        try second.isUp()
                        _ = try first.begin("slow a")
                        try first.gate.awaitArrival()
                        redis.kill()
                        try second.awaitOutage()
                        #expect(try second.deliver("slow a").body == "success")
                        try FileManager.default.copyItem(atPath: directory + "/first", toPath: directory + "/copy")
                        first.gate.open()
                    }
                    // The first goes on without its delivery, and waits for WeChat to come again.
                    try redis.start()
                    let change: (inout Configuration) -> Void = {
                        changes("first", "/copy")(&$0)
                        $0.limits.rhythm.retry = 600_000
                    }
                    try LateServer.with(.late(.customerService), change) { first throws in
                        try first.gate.awaitArrival()
                        first.gate.open()
                        let message = #"{"touser":"oUser","msgtype":"text","text":{"content":"again, 2"}}"#
                        #expect(try second.awaitSent() == [message])
                    }
                }
            }
        }
    }

    @Test func answerThatADeliveryGotElsewhereIsNotSentToo() throws {
        var servers: [LateServer] = []
        let change = { (configuration: inout Configuration) in
            if configuration.instance == "first" { configuration.limits.handlerTime = 30 }
        }
        try LateServer.two(.late(.customerService), change) { first, second, _ in
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

    @Test func answerThatADeliveryGotElsewhereBehindAPromiseIsNotSentToo() throws {
        var servers: [LateServer] = []
        let change = { (configuration: inout Configuration) in
            if configuration.instance == "second" { configuration.limits.handlerTime = 30 }
        }
        try LateServer.two(.late(.customerService), change) { first, second, _ in
            _ = try second.begin("slow a")
            try second.gate.awaitArrival()
            // It is asked for when it is its turn, and promised something while it waits for the other instance.
            let waiting = try second.begin("slow b", id: 2)
            try second.server.eventuallyWaiting(3)
            let one = try first.begin("slow b", id: 2)
            try first.server.eventuallyWaiting(1)
            second.gate.open()
            try first.gate.awaitArrival()
            #expect(try waiting.answer().body == "success")
            first.gate.open()
            #expect(try one.answer().text == "b")
            try second.server.metric(#"wechatd_claims_total{outcome="answered"} 1"#)
            servers = [first, second]
        }
        let sent = servers.flatMap(\.sent).filter { $0.contains("\"b\"") }
        #expect(sent.isEmpty)
    }

    @Test func answerThatADeliveryGotIsNotSentElsewhereToo() throws {
        var servers: [LateServer] = []
        try LateServer.two(.late(.retry, .customerService)) { first, second, _ in
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
        try LateServer.two(.late(.mailbox), { $0.limits.handlerTime = 30 }) { first, second, _ in
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
        try LateServer.two(.late(.retry, .mailbox), change) { first, second, _ in
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

    @Test func restThatIsAskedForIsThereAtOnce() throws {
        let change = { (configuration: inout Configuration) in configuration.limits.rhythm.reply = 600_000 }
        try LateServer.two(.late(.mailbox), change) { first, second, _ throws in
            let text = String(repeating: "字", count: 900)
            let begin = try #require(try first.deliver("quick " + text).text)
            try first.late(.kept)
            let rest = try #require(try second.deliver(Account.Late().continuationWord, id: 2).text)
            #expect(begin.prefix { $0 == "字" } + rest == text)
        }
    }
}
