import Logging
import Networking
import TestSupport
import Testing
import WeChat

@testable import WeChatServer

struct WeChatAPITests {
    /// An API on a loop of its own, and on more of them.
    private final class Fixture: Sendable {
        let standIn: StandIn
        let counts = APICounts()
        let apis: [WeChatAPI]
        private let sessions: [HTTPSession]

        init(_ change: (inout Account) -> Void, loops: Int) throws {
            standIn = try StandIn()
            var account = Account.calling(standIn)
            change(&account)
            let tokens = account.appSecret.map { [counts, account] in
                AccessTokens(account, $0, counts, Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            }
            sessions = (0..<loops).map { _ in HTTPSession(EventLoop()) }
            apis = sessions.map { [counts, account] in WeChatAPI(account, $0, tokens, counts, firstPause: 1) }
            for session in sessions { session.loop.start() }
        }

        func stop() {
            standIn.stop()
            close()
            for session in sessions { session.loop.stop() }
        }

        func close() {
            for session in sessions { session.loop.execute { session.close() } }
        }

        /// Sends in a task on a loop.
        func send(
            _ message: CustomerMessage, on index: Int = 0, within budget: Int = 30_000
        ) async -> Result<SendOutcome, APIFailure> {
            let api = apis[index]
            return await Task(executorPreference: api.loop) {
                do throws(APIFailure) {
                    return .success(try await api.send(message, to: "o1", within: budget))
                } catch {
                    return .failure(error)
                }
            }.value
        }

        func count(_ call: APICall, _ outcome: APIOutcome) -> Int { counts.snapshot[call]?[outcome] ?? 0 }
    }

    private func with(
        _ change: (inout Account) -> Void = { _ in }, loops: Int = 1, _ body: (Fixture) async throws -> Void
    ) async throws {
        let fixture = try Fixture(change, loops: loops)
        defer { fixture.stop() }
        try await body(fixture)
    }

    @Test func messageIsSentWithATokenThatIsUsedAgain() async throws {
        try await with { api in
            #expect(await api.send(.text("你好")) == .success(.sent))
            #expect(await api.send(.text("b")) == .success(.sent))
            let sent = api.standIn.calls("send")
            #expect(sent.map(\.query) == ["access_token=T1", "access_token=T1"])
            #expect(sent[0].body == #"{"touser":"o1","msgtype":"text","text":{"content":"你好"}}"#)
            #expect(api.standIn.calls("stable_token").count == 1)
            #expect(api.count(.send, .ok) == 2 && api.count(.token, .ok) == 1)
        }
    }

    @Test func oneRefreshServesAllLoops() async throws {
        try await with(loops: 3) { api in
            api.standIn.holdTokens()
            await withTaskGroup(of: Void.self) { group in
                for index in 0..<60 {
                    group.addTask { #expect(await api.send(.text("a"), on: index % 3) == .success(.sent)) }
                }
                group.addTask {
                    while api.standIn.heldCount == 0 { await Task.yield() }
                    api.standIn.release()
                }
            }
            #expect(api.standIn.calls("stable_token").count == 1)
            #expect(api.standIn.calls("send").count == 60)
        }
    }

    @Test func refusedTokenIsReplacedAndTheCallRepeatedOnce() async throws {
        try await with(loops: 2) { api in
            #expect(await api.send(.text("a")) == .success(.sent))
            api.standIn.changeToken()
            #expect(await api.send(.text("b")) == .success(.sent))
            #expect(await api.send(.text("c"), on: 1) == .success(.sent))
            #expect(api.standIn.calls("stable_token").count == 2)
            #expect(!api.standIn.calls("stable_token").contains { $0.body.contains("force") })
            #expect(api.count(.send, .tokenRefused) == 1 && api.count(.send, .ok) == 3)
        }
    }

    @Test(arguments: [40001, 40014, 42001])
    func tokenIsForcedWhenWeChatGivesTheRefusedOne(code: Int) async throws {
        try await with { api in
            api.standIn.answer("send", #"{"errcode":\#(code),"errmsg":"invalid credential rid: 1"}"#)
            #expect(await api.send(.text("a")) == .success(.sent))
            #expect(
                api.standIn.calls("stable_token").map { $0.body.contains("force_refresh") } == [false, false, true])
            #expect(api.standIn.calls("send").map(\.query) == ["access_token=T1", "access_token=T2"])
        }
    }

    @Test func secondRefusalIsTheEnd() async throws {
        try await with { api in
            let refusal = #"{"errcode":40001,"errmsg":"invalid"}"#
            api.standIn.answer("send", refusal, refusal)
            #expect(await api.send(.text("a")) == .failure(.refused(APIError(code: 40001, message: "invalid"))))
            #expect(api.standIn.calls("send").count == 2)
        }
    }

    @Test func busyWeChatIsTriedAgainWithinTheBudget() async throws {
        try await with { api in
            let busy = #"{"errcode":-1,"errmsg":"system error"}"#
            api.standIn.answer("send", busy, busy, busy)
            #expect(await api.send(.text("a")) == .success(.sent))
            #expect(api.count(.send, .busy) == 3)
            api.standIn.answer("send", busy)
            #expect(
                await api.send(.text("b"), within: 0) == .failure(.refused(APIError(code: -1, message: "system error")))
            )
            #expect(api.standIn.calls("send").count == 5)
        }
    }

    @Test(arguments: [(45015, APIOutcome.windowOver), (45047, .countUsedUp)])
    func userOutOfReachIsNoFailure(code: Int, outcome: APIOutcome) async throws {
        try await with { api in
            api.standIn.answer("send", #"{"errcode":\#(code),"errmsg":"out"}"#)
            // Of the second part nothing is sent.
            let text = String(repeating: "a", count: 3_000)
            #expect(await api.send(.text(text)) == .success(.outOfReach(APIError(code: code, message: "out"))))
            #expect(api.standIn.calls("send").count == 1 && api.count(.send, outcome) == 1)
        }
    }

    @Test(arguments: ["500", "<html>"])
    func whatMayHaveBeenDoneIsNotSentAgain(answer: String) async throws {
        try await with { api in
            api.standIn.answer("send", answer)
            #expect(await api.send(.text("a")).isUnknown)
            #expect(api.standIn.calls("send").count == 1 && api.count(.send, .unknown) == 1)
        }
    }

    @Test func whatIsNotAnsweredIsNotSentAgain() async throws {
        try await with { api in
            api.standIn.answer("send", nil)
            api.standIn.whenSilent { api.close() }
            #expect(await api.send(.text("a")).isUnknown)
            #expect(api.standIn.calls("send").count == 1 && api.count(.send, .unknown) == 1)
        }
    }

    @Test func failingTokenIsWaitedForAndNothingIsSentWithoutIt() async throws {
        try await with { api in
            api.standIn.answer("stable_token", "500", "{}")
            #expect(await api.send(.text("a"), within: 0).isUnreachable)
            #expect(api.standIn.calls("send").isEmpty)
            // The pause behind a failure is longer than that between two attempts.
            #expect(await api.send(.text("b")) == .success(.sent))
            #expect(api.standIn.calls("stable_token").count == 3 && api.standIn.calls("send").count == 1)
        }
    }

    @Test func wrongSecretIsToldAtOnce() async throws {
        try await with { api in
            api.standIn.answer("stable_token", #"{"errcode":40125,"errmsg":"invalid appsecret"}"#)
            let refusal = APIFailure.refused(APIError(code: 40125, message: "invalid appsecret"))
            #expect(await api.send(.text("a")) == .failure(refusal))
            #expect(api.standIn.calls("stable_token").count == 1 && api.standIn.calls("send").isEmpty)
        }
    }

    @Test func unreachableWeChatIsTriedUntilTheBudgetIsUsedUp() async throws {
        try await with({ $0.apiBase = "http://127.0.0.1:1" }) { api in
            #expect(await api.send(.text("a"), within: 50).isUnreachable)
        }
    }

    @Test func longTextGoesOutInOrder() async throws {
        try await with { api in
            let text = (0..<500).map { "line \($0)\n" }.joined()
            #expect(await api.send(.text(text)) == .success(.sent))
            let bodies = api.standIn.calls("send").map(\.body)
            #expect(bodies.count == 3)
            #expect(bodies[0].contains("line 0\\n") && bodies[2].contains("line 499\\n"))
        }
    }

    @Test func textThatIsStillTooLongIsDividedFurther() async throws {
        try await with { api in
            api.standIn.answer("send", #"{"errcode":45002,"errmsg":"content size out of limit"}"#)
            #expect(await api.send(.text(String(repeating: "a", count: 2_000))) == .success(.sent))
            #expect(api.standIn.calls("send").count == 3 && api.count(.send, .tooLong) == 1)
            let tooLong = APIError(code: 45002, message: "")
            api.standIn.answer("send", #"{"errcode":45002}"#)
            #expect(await api.send(.image(mediaID: "m")) == .failure(.refused(tooLong)))
        }
    }

    @Test func whatCannotBeSentIsSaid() async throws {
        try await with { api in
            #expect(await api.send(.text("")) == .failure(.unsendable(.emptyText)))
            #expect(api.standIn.calls("stable_token").isEmpty)
        }
    }

    @Test func cloudHostingNeedsNoToken() async throws {
        try await with({
            $0.appSecret = nil
            $0.isCloudHosted = true
        }) { api in
            #expect(await api.send(.text("a")) == .success(.sent))
            #expect(api.standIn.calls("send").map(\.query) == [""])
            #expect(api.standIn.calls("stable_token").isEmpty)
        }
    }
}

extension Result<SendOutcome, APIFailure> {
    fileprivate var isUnknown: Bool {
        if case .failure(.unknown) = self { true } else { false }
    }

    fileprivate var isUnreachable: Bool {
        if case .failure(.unreachable) = self { true } else { false }
    }
}
