import Logging
import Networking
import TestSupport
import Testing
import WeChat

@testable import WeChatServer

@Suite struct PushLogTests {
    /// The lines that `body` has a log write, without the time.
    private func written(
        _ change: (inout Configuration.Log) -> Void = { _ in }, _ body: @escaping @Sendable (PushLog) -> Void
    ) throws -> [String] {
        var settings = Configuration.Log()
        change(&settings)
        let log = TestLog()
        let sink = LogSink(descriptor: log.descriptor)
        let loop = EventLoop()
        loop.start()
        defer { loop.stop() }
        let isDone = Locked(false)
        loop.execute { [settings] in
            let pushLog = PushLog(loop, sink, settings)
            body(pushLog)
            pushLog.flush()
            isDone.withLock { $0 = true }
        }
        try eventually("the lines") { isDone.withLock { $0 } }
        return log.lines.map { $0.drop { $0 != "Z" }.dropFirst().description }
    }

    private static let message = "<MsgType>text</MsgType><Content>private</Content><MsgId>23456789012345678</MsgId>"
    private static let event = """
        <MsgType>event</MsgType><Event>CLICK</Event><EventKey><![CDATA[KEY"]]></EventKey>
        """
    private static let job = "<MsgType>event</MsgType><Event>TEMPLATESENDJOBFINISH</Event><MsgID>200163836</MsgID>"

    @Test func pushIsALineWithoutWhatTheUserWrote() throws {
        let lines = try written({ $0.openIDs = .plain }) { log in
            let endpoint = Endpoint.test()
            for (fields, outcome) in [(Self.message, Outcome.replied), (Self.event, .success), (Self.job, .failed)] {
                guard let push = try? Push.test(fields) else { return }
                log.write(push, outcome, from: endpoint, duration: 1_234_567)
            }
        }
        let rest = #""user":"oUser","outcome":"#
        #expect(
            lines == [
                #"","level":"info","account":"test","kind":"text","msg_id":"23456789012345678",\#(rest)"replied","ms":1.234}"#,
                #"","level":"info","account":"test","kind":"CLICK","msg_id":"1714037481:CLICK:KEY\"",\#(rest)"success","ms":1.234}"#,
                #"","level":"warning","account":"test","kind":"TEMPLATESENDJOBFINISH","#
                    + #""msg_id":"1714037481:TEMPLATESENDJOBFINISH::200163836",\#(rest)"failed","ms":1.234}"#,
            ])
    }

    @Test func openIDIsHashedAndStaysTheSame() throws {
        let lines = try (0..<2).map { _ in
            try written({ $0.format = .text }) { log in
                guard let push = try? Push.test(Self.message) else { return }
                log.write(push, .replied, from: .test(), duration: 0)
            }
        }
        let pattern =
            /info account="test" kind="text" msg_id="23456789012345678" user="[0-9a-f]{12}" outcome="replied" ms=0.000/
        #expect(try lines[0].count == 1 && pattern.firstMatch(in: lines[0][0]) != nil)
        #expect(lines[0] == lines[1])
        let other = Account(appID: "wx1", token: Secret("another"), name: "test")
        let line = try written({ $0.format = .text }) { log in
            guard let push = try? Push.test(Self.message) else { return }
            log.write(push, .replied, from: .test(other), duration: 0)
        }
        #expect(line != lines[0])
    }

    @Test func refusalIsALine() throws {
        let lines = try written { log in
            log.write(refused: .path, reason: "wrong path", account: nil, now: 1)
            log.write(refused: .http, reason: "a \"reason\"", account: .test, now: 1)
        }
        #expect(
            lines == [
                #"","level":"warning","account":"","outcome":"refused","reason":"wrong path"}"#,
                #"","level":"warning","account":"test","outcome":"refused","reason":"a \"reason\""}"#,
            ])
    }

    @Test func tenThousandRefusalsAreAFewLines() throws {
        let lines = try written { log in
            for _ in 0..<10_000 { log.write(refused: .path, reason: "wrong path", account: nil, now: 1) }
            log.write(refused: .path, reason: "wrong path", account: nil, now: 2)
        }
        #expect(lines.count == 4)
        #expect(
            lines.last
                == #"","level":"warning","account":"","outcome":"refused","reason":"wrong path","unwritten":9997}"#)
    }

    @Test func levelChoosesTheLines() throws {
        let lines = try written({ ($0.level, $0.format) = (.warning, .text) }) { log in
            guard let push = try? Push.test(Self.message) else { return }
            for outcome in Outcome.allCases { log.write(push, outcome, from: .test(), duration: 0) }
            log.write(refused: .path, reason: "wrong path", account: nil, now: 1)
        }
        #expect(lines.count == 4)
        for (line, word) in zip(lines, ["late", "failed", "overloaded", "refused"]) { #expect(line.contains(word)) }
        #expect(
            try written({ $0.level = .error }) { log in
                log.write(refused: .path, reason: "wrong path", account: nil, now: 1)
            }.isEmpty)
    }

    @Test func linesAreWrittenWithoutBeingAskedFor() throws {
        let log = TestLog()
        let sink = LogSink(descriptor: log.descriptor)
        let loop = EventLoop()
        loop.start()
        defer { loop.stop() }
        let kept = Locked<Kept?>(nil)
        loop.execute {
            let pushLog = PushLog(loop, sink, Configuration.Log())
            kept.withLock { $0 = Kept(log: pushLog) }
            pushLog.write(refused: .path, reason: "wrong path", account: nil, now: 1)
        }
        try eventually("the line") { log.lines.count == 1 }
        let isReleased = Locked(false)
        loop.execute {
            kept.withLock { $0 = nil }
            isReleased.withLock { $0 = true }
        }
        try eventually("the end") { isReleased.withLock { $0 } }
    }

    /// Lets a log pass between threads; it is used on its loop only.
    private struct Kept: @unchecked Sendable {
        var log: PushLog
    }
}
