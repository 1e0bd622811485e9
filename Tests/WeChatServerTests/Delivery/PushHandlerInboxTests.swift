import Networking
import Synchronization
import TestSupport
import Testing
import WeChat

@testable import WeChatServer

struct PushHandlerInboxTests {
    /// Counts runs.
    private final class Runs: Sendable {
        private let number = Atomic(0)
        var count: Int { number.load(ordering: .relaxed) }
        func add() -> Int { number.add(1, ordering: .relaxed).newValue }
    }

    @Test func aRepetitionGetsTheSameBytesAndRunsNothing() throws {
        let runs = Runs()
        var handlers = HandlerRegistry()
        handlers.on(Text.self) { _, _ in .text("run \(runs.add())") }
        try TestServer.with(handlers, { $0.loops = 2 }) { server throws in
            let first = try server.push(WeChatRequest.text("a"))
            #expect(first.text == "run 1")
            for _ in 0..<6 { #expect(try server.push(WeChatRequest.text("a")) == first) }
            #expect(runs.count == 1)
            try server.metric("wechatd_pushes_total{type=\"message\",kind=\"text\",outcome=\"repeated\"} 6")
        }
    }

    @Test func deliveriesOnAllLoopsJoinTheRun() throws {
        let runs = Runs()
        let gate = Gate()
        let handlers = HandlerRegistry.text { _, _ in
            let number = runs.add()
            await gate.pass()
            return .text("run \(number)")
        }
        try TestServer.with(handlers, { $0.loops = 2 }) { server throws in
            let clients = try (0..<12).map { _ in try server.client() }
            for client in clients { client.send(TestClient.request(WeChatRequest.target(), WeChatRequest.text("a"))) }
            try gate.awaitArrival()
            try server.eventuallyWaiting(12)
            gate.open()
            let answers = try clients.map { try $0.answer() }
            #expect(answers.allSatisfy { $0 == answers[0] } && answers[0].text == "run 1" && runs.count == 1)
        }
    }

    @Test func copiesOnManyConnectionsRunOnce() throws {
        let runs = Locked<[String: Int]>([:])
        let handlers = HandlerRegistry.text { message, _ in
            let number = runs.withLock { runs in
                runs[message.id, default: 0] += 1
                return runs.count
            }
            // Some of the copies come while it runs, some after it.
            for _ in 0..<(number % 5) { await Task.yield() }
            return .text("\(message.id) as number \(number)")
        }
        try TestServer.with(handlers, { $0.loops = 2 }) { server throws in
            for round in 0..<10 {
                let clients = try (0..<8).map { _ in try server.client() }
                for push in 0..<200 {
                    let text = WeChatRequest.text("a", id: "\(round)0\(push)", user: "user\(push % 50)")
                    for copy in 0..<4 {
                        clients[(push + 2 * copy) % 8].send(TestClient.request(WeChatRequest.target(), text))
                    }
                }
                var answers: [[String]] = Array(repeating: [], count: 200)
                for (number, client) in clients.enumerated() {
                    for push in 0..<200 where (push + number) % 2 == 0 {
                        answers[push].append(try client.answer().body)
                    }
                }
                #expect(answers.allSatisfy { $0.count == 4 && Set($0).count == 1 })
            }
            #expect(runs.withLock { $0.count == 2_000 && $0.values.allSatisfy { $0 == 1 } })
        }
    }

    @Test func pushesOfAUserRunOneAfterTheOther() throws {
        let gate = Gate()
        let runs = Runs()
        var handlers = HandlerRegistry()
        handlers.on(Text.self) { message, _ in
            let number = runs.add()
            if message.content == "first" { await gate.pass() }
            return .text("run \(number)")
        }
        try TestServer.with(handlers, { $0.loops = 2 }) { server throws in
            let (first, second) = (try server.client(), try server.client())
            first.send(TestClient.request(WeChatRequest.target(), WeChatRequest.text("first")))
            try gate.awaitArrival()
            second.send(TestClient.request(WeChatRequest.target(), WeChatRequest.text("second")))
            try server.eventuallyWaiting(3)
            #expect(runs.count == 1)
            gate.open()
            #expect(try first.answer().text == "run 1" && second.answer().text == "run 2")
        }
    }

    @Test func whatWeChatIsToSendAgainRunsAgain() throws {
        struct Broken: Error {}
        let runs = Runs()
        var handlers = HandlerRegistry()
        handlers.on(XPayGoodsDeliverNotify.self) { _, _ in
            if runs.add() == 1 { throw Broken() }
            return .result(code: 0)
        }
        try TestServer.with(handlers) { server throws in
            let push = WeChatRequest.document(
                "<MsgType>event</MsgType><Event>xpay_goods_deliver_notify</Event><OutTradeNo>1</OutTradeNo>")
            #expect(try server.push(push).body.contains("<ErrCode>-1</ErrCode>"))
            for _ in 0..<2 { #expect(try server.push(push).body.contains("<ErrCode>0</ErrCode>")) }
            #expect(runs.count == 2)
        }
    }

    @Test func whatThereIsNoRoomForIsRefusedLate() throws {
        let gate = Gate()
        let handlers = HandlerRegistry.text { _, _ in
            await gate.pass()
            return .text("done")
        }
        let small: (inout Configuration) -> Void = {
            ($0.pushes.running, $0.pushes.waiting, $0.limits.refusalTime) = (1, 2, 50)
        }
        try TestServer.with(handlers, small) { server throws in
            let first = try server.client()
            first.send(TestClient.request(WeChatRequest.target(), WeChatRequest.text("first")))
            try gate.awaitArrival()
            let refused = try server.push(WeChatRequest.event("CLICK"))
            #expect(refused.status == 503 && refused.body.isEmpty)
            gate.open()
            #expect(try first.answer().text == "done")
            // It was not taken for handled.
            #expect(try server.push(WeChatRequest.event("CLICK")).body == "success")
            _ = try server.line("\"outcome\":\"overloaded\"")
        }
    }

    @Test func aHandlerThatDoesNotEndIsGivenUp() throws {
        let gate = Gate()
        let handlers = HandlerRegistry.text { message, _ in
            if message.content == "hung" { await gate.pass() }
            return .text(message.content)
        }
        let impatient: (inout Configuration) -> Void = { $0.limits.longestRun = 0 }
        try TestServer.with(handlers, impatient) { server throws in
            let first = try server.client()
            first.send(TestClient.request(WeChatRequest.target(), WeChatRequest.text("hung")))
            #expect(try first.answer().body == "success")
            #expect(try server.push(WeChatRequest.text("next")).text == "next")
            _ = try server.line("a handler has not ended in time and was cancelled")
            try server.metric("wechatd_late_answers_total{outcome=\"cancelled\"} 1")
            gate.open()
        }
    }
}
