import Glibc
import Networking
import TestSupport
import Testing
import WeChat

@testable import WeChatServer

@Suite struct PushHandlerTests {
    private struct Broken: Error {}

    @Test func handshakeGetsTheEchostr() throws {
        try TestServer.with { server in
            let answer = try server.client().get(WeChatRequest.target("/wechat", "&echostr=5838479218127813673"))
            #expect(answer.status == 200)
            #expect(answer.body == "5838479218127813673")
            #expect(answer.head.contains("Content-Type: text/plain; charset=utf-8"))
        }
    }

    @Test func textIsAnsweredByAHandlerThatDoesNotWait() throws {
        try TestServer.with { server in
            let client = try server.client()
            for text in ["你好", "]]>", "<![CDATA[a]]>", "</xml>&amp;😀", "a\nb"] {
                #expect(try client.post(WeChatRequest.target(), WeChatRequest.text(text)).text == text)
            }
        }
    }

    @Test func textIsAnsweredByAHandlerThatYields() throws {
        let handlers = HandlerRegistry.text { message, _ in
            for _ in 0..<3 { await Task.yield() }
            return .text(message.content + "!")
        }
        try TestServer.with(handlers) { server throws in
            #expect(try server.push(WeChatRequest.text("你好")).text == "你好!")
        }
    }

    @Test func textIsAnsweredByAHandlerThatWaitsForAnother() throws {
        let gate = Gate()
        let handlers = HandlerRegistry.text { message, _ in
            await gate.pass()
            return .text(message.content)
        }
        try TestServer.with(handlers) { server in
            let client = try server.client()
            client.send(TestClient.request(WeChatRequest.target(), WeChatRequest.text("a")))
            try gate.awaitArrival()
            gate.open()
            #expect(try client.answer().text == "a")
            #expect(try server.line("\"outcome\":\"replied\"").contains("\"kind\":\"text\""))
        }
    }

    @Test func pipelinedPushBehindAWaitingOneGetsItsOwnAnswer() throws {
        let gate = Gate()
        var handlers = HandlerRegistry.echo
        handlers.on(Click.self) { click, _ in
            await gate.pass()
            return .text(click.key)
        }
        try TestServer.with(handlers) { server in
            let client = try server.client()
            client.send(
                TestClient.request(WeChatRequest.target(), WeChatRequest.event("CLICK", key: "first"))
                    + TestClient.request(WeChatRequest.target(), WeChatRequest.text("second")))
            try gate.awaitArrival()
            gate.open()
            #expect(try client.answer().text == "first")
            #expect(try client.answer().text == "second")
        }
    }

    @Test func offloadedWorkRunsOnAnotherThread() throws {
        let handlers = HandlerRegistry.text { _, context in
            let loop = pthread_self()
            let other = try await context.offload { pthread_self() }
            return .text(loop != other && loop == pthread_self() ? "elsewhere and back" : "wrong thread")
        }
        try TestServer.with(handlers) { server throws in
            #expect(try server.push(WeChatRequest.text("a")).text == "elsewhere and back")
        }
    }

    @Test func handlerThatThrowsIsAnsweredSuccess() throws {
        var handlers = HandlerRegistry()
        handlers.on(Text.self) { _, _ in throw Broken() }
        handlers.on(Click.self) { _, _ in
            await Task.yield()
            throw Broken()
        }
        try TestServer.with(handlers) { server in
            for push in [WeChatRequest.text("a"), WeChatRequest.event("CLICK")] {
                let answer = try server.push(push)
                #expect(answer.status == 200)
                #expect(answer.body == "success")
            }
            _ = try server.line("\"kind\":\"text\"", "\"outcome\":\"failed\"")
            _ = try server.line("\"kind\":\"CLICK\"", "\"outcome\":\"failed\"")
            _ = try server.line("\"level\":\"error\"", "a handler has thrown: Broken()", "23456789012345678")
        }
    }

    @Test func handlerThatThrowsIsAnsweredWithTheApology() throws {
        var handlers = HandlerRegistry()
        handlers.on(Text.self) { _, _ in throw Broken() }
        try TestServer.with(handlers, { $0.accounts[0].account.apology = "抱歉" }) { server throws in
            #expect(try server.push(WeChatRequest.text("a")).text == "抱歉")
        }
    }

    @Test func handlerThatIsNotDoneInTimeIsAnsweredSuccessAndItsReplyIsNotSent() throws {
        let gate = Gate()
        let handlers = HandlerRegistry.text { message, _ in
            if message.content == "slow" { await gate.pass() }
            return .text(message.content)
        }
        try TestServer.with(handlers, Configuration.withoutLateSteps) { server in
            let client = try server.client()
            #expect(try client.post(WeChatRequest.target(), WeChatRequest.text("slow")).body == "success")
            _ = try server.line("\"level\":\"warning\"", "\"outcome\":\"late\"")
            gate.open()
            _ = try server.line("came too late and was not sent")
            #expect(try client.post(WeChatRequest.target(), WeChatRequest.text("next")).text == "next")
        }
    }

    @Test func handlerThatThrowsTooLateIsLogged() throws {
        let gate = Gate()
        let handlers = HandlerRegistry.text { _, _ in
            await gate.pass()
            throw Broken()
        }
        try TestServer.with(handlers, Configuration.withoutLateSteps) { server in
            #expect(try server.push(WeChatRequest.text("a")).body == "success")
            gate.open()
            _ = try server.line("a handler has thrown: Broken()")
            #expect(!server.log.text.contains("\"failed\""))
        }
    }

    @Test func clientThatHasGoneIsHarmless() throws {
        let gate = Gate()
        let handlers = HandlerRegistry.text { message, _ in
            if message.content == "gone" { await gate.pass() }
            return .text(message.content)
        }
        try TestServer.with(handlers) { server in
            let client = try server.client()
            client.send(TestClient.request(WeChatRequest.target(), WeChatRequest.text("gone")))
            try gate.awaitArrival()
            client.close()
            try server.metric("wechatd_connections 0")
            gate.open()
            try gate.awaitPassage()
            #expect(try server.push(WeChatRequest.text("next")).text == "next")
        }
    }

    @Test func wrongPathIsNotFound() throws {
        try TestServer.with { server in
            for path in ["/", "/wechat/", "/WeChat", "/wechat/x", "/metrics", "/healthz", "/readyz"] {
                let answer = try server.push(WeChatRequest.text("a"), to: WeChatRequest.target(path))
                #expect(answer.status == 404)
                #expect(answer.body.isEmpty)
            }
            _ = try server.line("\"outcome\":\"refused\"", "wrong path")
        }
    }

    @Test func unacceptableReplyIsLogged() throws {
        let handlers = HandlerRegistry.text { _, _ in .text("") }
        try TestServer.with(handlers) { server in
            #expect(try server.push(WeChatRequest.text("a")).body == "success")
            _ = try server.line("\"level\":\"warning\"", "a handler's reply is not acceptable: empty text")
        }
    }
}
