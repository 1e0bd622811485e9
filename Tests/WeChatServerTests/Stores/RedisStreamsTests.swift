import Logging
import Networking
import TestSupport
import Testing
import WeChat

@testable import WeChatServer

struct RedisStreamsTests {
    private let text = "<MsgType>text</MsgType><Content>hi</Content><MsgId>7</MsgId>"

    private func context(_ streams: RedisStreams?) -> Context {
        Context(
            Context.Shared(
                account: .test, logger: Logger(label: "test"), blocking: BlockingPool(size: 1), streams: streams))
    }

    private func with(_ body: (TestInstance, Context) async throws -> Void) async throws {
        try await RedisProcess.with { process async throws in
            let instance = try TestInstance(process)
            defer { instance.stop() }
            try await body(instance, context(RedisStreams([instance.client])))
        }
    }

    @Test func entrySaysWhatWorkersNeed() async throws {
        let push = try Push.test(text)
        try await with { instance, context in
            let id = try await context.publish(push, to: "texts")
            let fields = [
                "account", "test", "type", "message", "kind", "text", "msg_id", "7", "openid", push.openID, "created",
                "\(push.createTime)", "attempt", "1", "document",
            ].map { RedisValue.text($0) }
            #expect(
                try instance.value(["XRANGE", "texts", "-", "+"])
                    == .array([.array([.text(id), .array(fields + [.bytes(push.fields.json)])])]))
        }
    }

    @Test func oldEntriesAreDropped() async throws {
        let push = try Push.test(text)
        try await with { instance, context throws in
            for _ in 0..<300 { try await context.publish(Text(push: push), to: "texts", keeping: 10) }
            guard case .integer(let count) = try instance.value(["XLEN", "texts"]) else {
                throw TimedOut(what: "a number")
            }
            #expect(10...200 ~= count)
        }
    }

    @Test func failureSaysWhatItWas() async throws {
        let push = try Push.test(text)
        try await with { instance, context in
            _ = try instance.value(["SET", "no-stream", "1"])
            let refused = await #expect(throws: PublishFailure.self) {
                try await context.publish(push, to: "no-stream")
            }
            guard case .refused = refused else { throw TimedOut(what: "a refusal") }
        }
        await #expect(throws: PublishFailure.unconfigured) { try await context(nil).publish(push, to: "a") }
        let loop = EventLoop()
        loop.start()
        defer { loop.stop() }
        let client = RedisClient(loop, RedisServer(.unix("/nonexistent/socket")))
        let failure = await #expect(throws: PublishFailure.self) {
            try await context(RedisStreams([client])).publish(push, to: "a")
        }
        guard case .unreachable = failure else { throw TimedOut(what: "no server") }
        loop.execute { client.close() }
    }
}

extension RedisValue {
    fileprivate static func text(_ text: String) -> RedisValue { .bytes(Array(text.utf8)) }
}
