import Logging
import TestSupport
import Testing

@testable import WeChatServer

@Suite struct ServerLogHandlerTests {
    private func written(_ format: Configuration.Log.Format, _ level: Logger.Level = .info, _ body: (Logger) -> Void)
        -> [String]
    {
        let log = TestLog()
        let sink = LogSink(descriptor: log.descriptor)
        body(Logger(label: "test") { _ in ServerLogHandler(sink: sink, format: format, logLevel: level) })
        // What comes behind the time.
        return log.lines.map { $0.drop { $0 != "Z" }.dropFirst().description }
    }

    @Test func messageIsALineWithItsMetadata() {
        var lines: [String] = []
        for format in Configuration.Log.Format.allCases {
            lines += written(format) { logger in
                var logger = logger
                logger[metadataKey: "account"] = "店"
                logger[metadataKey: "b"] = "old"
                logger.warning("a \"message\"\n", metadata: ["b": "new", "c": ["d", "e"]])
            }
        }
        #expect(
            lines == [
                #"","level":"warning","message":"a \"message\"\n","account":"店","b":"new","c":"[\"d\", \"e\"]"}"#,
                #" warning message="a \"message\"\n" account="店" b="new" c="[\"d\", \"e\"]""#,
            ])
    }

    @Test func errorOfAnEventIsWritten() {
        let lines = written(.json) { $0.error("that failed", error: TimedOut(what: "it")) }
        #expect(lines == [#"","level":"error","message":"that failed","error":"TimedOut(what: \"it\")"}"#])
    }

    @Test func levelsHaveTheirNames() {
        let lines = written(.text, .trace) { logger in
            for level in Logger.Level.allCases { logger.log(level: level, "a") }
        }
        #expect(lines == Logger.Level.allCases.map { " \($0.rawValue) message=\"a\"" })
    }

    @Test func lessImportantMessagesAreNotWritten() {
        let lines = written(.text, .error) { logger in
            logger.warning("a")
            logger.error("b")
        }
        #expect(lines == [#" error message="b""#])
    }
}
