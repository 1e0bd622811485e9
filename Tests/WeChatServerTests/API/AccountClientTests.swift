import Networking
import TestSupport
import Testing
import WeChat

@testable import WeChatServer

/// What a handler does with `context.customerService`, in a server that listens.
struct AccountClientTests {
    private func with(_ handlers: HandlerRegistry, loops: Int = 1, _ body: (TestServer, StandIn) throws -> Void) throws
    {
        let standIn = try StandIn()
        defer { standIn.stop() }
        try TestServer.with(
            handlers,
            {
                $0.loops = loops
                $0.accounts[0].account = .calling(standIn)
            }
        ) { try body($0, standIn) }
    }

    @Test func handlerSendsBeforeItReplies() throws {
        let handlers = HandlerRegistry.text { message, context in
            try await context.customerService?.typing(to: message.openID)
            try await context.customerService?.send(.text("正在查询"), to: message.openID)
            try await context.customerService?.send(message: .card(id: "c"), to: message.openID, from: "a@gh_1")
            return .text("done")
        }
        try with(handlers) { server, standIn in
            #expect(try server.push(WeChatRequest.text("a")).body.contains("done"))
            #expect(standIn.calls("typing").count == 1)
            let bodies = standIn.calls("send").map(\.body)
            #expect(bodies.count == 2 && bodies[0].contains("正在查询") && bodies[1].contains(#""kf_account":"a@gh_1""#))
            try server.metric(#"wechatd_api_calls_total{call="send",outcome="ok"} 2"#)
            try server.metric(#"wechatd_api_calls_total{call="typing",outcome="ok"} 1"#)
            try server.metric(#"wechatd_api_calls_total{call="token",outcome="ok"} 1"#)
        }
    }

    @Test func handlerOnAnyThreadSends() throws {
        let elsewhere = BlockingPool(size: 1)
        let handlers = HandlerRegistry.text { message, context in
            let client = context.customerService
            let openID = message.openID
            let outcome = await Task.detached(executorPreference: elsewhere) {
                try? await client?.send(.text("from elsewhere"), to: openID)
            }.value
            return .text("\(outcome == .sent)")
        }
        try with(handlers, loops: 2) { server, standIn throws in
            for text in ["a", "b", "c", "d"] {
                #expect(try server.push(WeChatRequest.text(text)).body.contains("true"))
            }
            #expect(standIn.calls("send").count == 4)
        }
    }

    @Test func accountWithoutASecretHasNoClient() throws {
        let handlers = HandlerRegistry.text { _, context in .text("\(context.customerService == nil)") }
        try TestServer.with(handlers) { server throws in
            #expect(try server.push(WeChatRequest.text("a")).body.contains("true"))
        }
    }
}
