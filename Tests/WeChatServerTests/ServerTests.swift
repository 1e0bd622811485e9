import Glibc
import Networking
import TestSupport
import Testing
import WeChat

@testable import WeChatServer

@Suite struct ServerTests {
    @Test func accountsAreToldApartByTheirPaths() throws {
        var handlers = HandlerRegistry()
        handlers.on(Text.self) { _, context in .text(context.account.name) }
        let other = Account(appID: "wx2", token: Secret("anotherTokenOfTheTests"), name: "other")
        try TestServer.with(handlers, { $0.accounts.append(.init(path: "/other", account: other)) }) { server in
            let text = WeChatRequest.text("a")
            #expect(try server.push(text, to: WeChatRequest.target()).text == "test")
            let right = WeChatRequest.target("/other", token: "anotherTokenOfTheTests")
            #expect(try server.push(text, to: right).text == "other")
            #expect(try server.push(text, to: WeChatRequest.target("/other")).status == 403)
            _ = try server.line("\"account\":\"other\"", "\"replied\"")
        }
    }

    @Test func unixSocketIsServed() throws {
        try withTemporaryDirectory { directory in
            try TestServer.with(.echo, { $0.listen = "unix:\(directory)/socket" }) { server throws in
                #expect(server.server.address == "unix:\(directory)/socket")
                #expect(try server.push(WeChatRequest.text("a")).text == "a")
            }
        }
    }

    @Test func severalLoopsServeOneAddress() throws {
        var handlers = HandlerRegistry()
        handlers.on(Text.self) { _, _ in .text("\(pthread_self())") }
        try TestServer.with(handlers, { $0.loops = 2 }) { server in
            var threads: Set<String?> = []
            try eventually("answers of two loops") {
                threads.insert(try server.push(WeChatRequest.text("\(UInt64.random(in: 0...UInt64.max))")).text)
                return threads.count == 2
            }
            try server.metric("wechatd_loops 2")
        }
    }

    @Test func noLoopAtAllIsOne() throws {
        try TestServer.with(.echo, { $0.loops = 0 }) { server throws in
            #expect(try server.push(WeChatRequest.text("a")).text == "a")
        }
    }

    @Test func addressInUseIsRefused() throws {
        try TestServer.with { server throws in
            var configuration = Configuration.test
            configuration.listen = server.server.address
            let error = #expect(throws: StartError.self) { try Server(configuration: configuration, handlers: .echo) }
            #expect(error?.description == "cannot listen on \(configuration.listen): Address already in use")
        }
    }

    @Test func addressOfOperatorsInUseGivesTheOtherBack() throws {
        try TestServer.with { server in
            // A free port.
            let address = try TestServer.with { $0.server.address }
            var configuration = Configuration.test
            configuration.listen = address
            configuration.admin = server.server.address
            #expect(throws: StartError.self) { try Server(configuration: configuration, handlers: .echo) }
            #expect(throws: TestClient.Failure.self) { try TestClient(address) }
        }
    }

    @Test func badAddressIsRefused() {
        var configuration = Configuration.test
        configuration.listen = "example.com:80"
        let error = #expect(throws: StartError.self) { try Server(configuration: configuration, handlers: .echo) }
        #expect(error?.description == "example.com:80 is not an address to listen on")
    }

    @Test func withoutOperatorsThereIsNoListenerForThem() throws {
        try TestServer.with(.echo, { $0.admin = nil }) { server throws in
            #expect(server.server.adminAddress == nil)
            #expect(try server.push(WeChatRequest.text("a")).text == "a")
        }
    }

    @Test func stopAnswersWhatWasAccepted() throws {
        let gate = Gate()
        let handlers = HandlerRegistry.text { message, _ in
            await gate.pass()
            return .text(message.content)
        }
        try TestServer.with(handlers) { server in
            #expect(try server.admin("/readyz").body == "ready\n")
            let idle = try server.client()
            let client = try server.client()
            client.send(TestClient.request(WeChatRequest.target(), WeChatRequest.text("a")))
            try gate.awaitArrival()
            server.server.stop()
            let readiness = try server.admin("/readyz")
            #expect(readiness.status == 503)
            #expect(readiness.body == "stopping\n")
            #expect(try server.admin("/healthz").body == "ok\n")
            #expect(try server.admin("/metrics").body.contains("\nwechatd_ready 0\n"))
            #expect(try idle.rest() == "")
            #expect(throws: TestClient.Failure.self) { try server.client() }
            gate.open()
            let answer = try client.answer()
            #expect(answer.text == "a")
            #expect(answer.head.contains("Connection: close"))
            client.close()
        }
    }

    @Test func stopBeforeStartStopsAtOnce() throws {
        let server = try Server(.test, .echo, LogSink(descriptor: TestLog().descriptor))
        server.stop()
        server.start()
        server.wait()
        #expect(throws: TestClient.Failure.self) { try TestClient(server.address) }
    }
}
