import Logging
import Networking
import TestSupport
import Testing
import WeChat

@testable import WeChatServer

/// Access tokens of one account on several instances.
struct SharedTokenTests {
    /// An instance's tokens.
    private final class Tokens: Sendable {
        let tokens: AccessTokens
        private let loop = EventLoop()
        private let session: HTTPSession
        private let client: RedisClient

        init(_ standIn: StandIn, _ server: RedisServer) {
            let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            var times = RedisClient.Limits()
            (times.connectTime, times.time) = (30_000, 30_000)
            session = HTTPSession(loop)
            client = RedisClient(loop, server, times)
            let account = Account.calling(standIn)
            tokens = AccessTokens(
                account, Secret("aPpSeCrEt"), APICounts(), logger, SharedToken(account.appID, [client]))
            loop.start()
        }

        func stop() {
            loop.execute { [self] in
                session.close()
                client.close()
                loop.stop()
            }
        }

        /// Asks for the token; what comes of it, or why there is none.
        func ask() -> Task<String, Never> {
            Task(executorPreference: loop) { [self] in
                do throws(APIFailure) {
                    return try await tokens.token(over: session).text.revealed
                } catch {
                    return "\(error)"
                }
            }
        }

        func token() async -> String { await ask().value }
    }

    private func with(_ count: Int = 2, _ body: ([Tokens], StandIn) async throws -> Void) async throws {
        try await RedisProcess.with { process async throws in try await with(count, process.server, body) }
    }

    private func with(
        _ count: Int, _ server: RedisServer, _ body: ([Tokens], StandIn) async throws -> Void
    ) async throws {
        let standIn = try StandIn()
        let instances = (0..<count).map { _ in Tokens(standIn, server) }
        defer {
            for instance in instances { instance.stop() }
            standIn.stop()
        }
        try await body(instances, standIn)
    }

    /// All of them at once.
    private func all(_ instances: [Tokens]) async -> [String] {
        let asked = instances.map { $0.ask() }
        var tokens: [String] = []
        for task in asked { tokens.append(await task.value) }
        return tokens
    }

    @Test func oneRefreshServesAllInstances() async throws {
        try await with(5) { instances, standIn throws in
            standIn.holdTokens()
            // On their loops: the threads that tasks have otherwise may all wait in tests.
            let asked = instances.map { $0.ask() }
            try eventually("a refresh") { standIn.heldCount == 1 }
            standIn.release()
            for task in asked { #expect(await task.value == "T1") }
            #expect(standIn.calls("stable_token").count == 1)
        }
    }

    @Test func instanceThatComesLaterGetsTheSameToken() async throws {
        try await with { instances, standIn in
            #expect(await instances[0].token() == "T1")
            #expect(await instances[1].token() == "T1")
            #expect(standIn.calls("stable_token").count == 1)
        }
    }

    @Test func refusedTokenIsRefreshedOnceForAll() async throws {
        try await with(3) { instances, standIn throws in
            #expect(await all(instances) == ["T1", "T1", "T1"])
            standIn.changeToken()
            for instance in instances { instance.tokens.refuse(Secret("T1")) }
            #expect(await all(instances) == ["T2", "T2", "T2"])
            #expect(standIn.calls("stable_token").count == 2)
        }
    }

    @Test func tokenThatWeChatGivesAndRefusesIsForcedOnceForAll() async throws {
        try await with(3) { instances, standIn throws in
            #expect(await all(instances) == ["T1", "T1", "T1"])
            for instance in instances { instance.tokens.refuse(Secret("T1")) }
            #expect(await all(instances) == ["T2", "T2", "T2"])
            #expect(standIn.calls("stable_token").count { $0.body.contains("force_refresh") } == 1)
        }
    }

    @Test func tokensAreNotForcedTwiceInHalfAMinute() async throws {
        try await with { instances, standIn in
            _ = await all(instances)
            instances[0].tokens.refuse(Secret("T1"))
            #expect(await instances[0].token() == "T2")
            instances[1].tokens.refuse(Secret("T1"))
            #expect(await instances[1].token() == "T2")
            instances[1].tokens.refuse(Secret("T2"))
            #expect(await instances[1].token().contains("as often as WeChat allows"))
        }
    }

    @Test func anotherAsksWhereTheFirstHasFailed() async throws {
        try await with { instances, standIn in
            standIn.answer("stable_token", #"{"errcode":45009,"errmsg":"limit"}"#)
            #expect(await instances[0].token().contains("45009"))
            #expect(await instances[1].token() == "T1")
        }
    }

    @Test func eachAsksForItselfWithoutRedis() async throws {
        try await with(2, RedisServer(.unix("/nonexistent/socket"))) { instances, standIn throws in
            #expect(await all(instances) == ["T1", "T1"])
            #expect(standIn.calls("stable_token").count == 2)
        }
    }
}
