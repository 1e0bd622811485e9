import Testing

@testable import Networking

@Suite struct RedisValueTests {
    private static let answers: [(String, RedisValue)] = [
        (":12\r\n", .integer(12)), (":-9223372036854775808\r\n", .integer(.min)), ("+OK\r\n", .status("OK")),
        ("$-1\r\n", .nil), ("*-1\r\n", .nil), ("$0\r\n\r\n", .bytes([])), ("$3\r\na\r\n\r\n", .bytes([97, 13, 10])),
        ("-WRONGTYPE a\r\n", .error("WRONGTYPE a")), ("*0\r\n", .array([])),
        (
            "*3\r\n:1\r\n*2\r\n$-1\r\n-ERR b\r\n$1\r\nc\r\n",
            .array([.integer(1), .array([.nil, .error("ERR b")]), .text("c")])
        ),
    ]

    @Test func everyAnswerIsRead() throws {
        let fake = try FakeRedis()
        try TestRedis.with(fake.server) { redis in
            let records = Self.answers.map { _ in redis.begin(["ASK"]) }
            let line = try fake.greet()
            for _ in Self.answers { try line.expect(["ASK"]) }
            line.say(Self.answers.map(\.0).joined())
            for (record, answer) in zip(records, Self.answers) { #expect(record.outcome.value == answer.1) }
        }
    }

    @Test func tornAnswersAreRead() throws {
        let fake = try FakeRedis()
        try TestRedis.with(fake.server) { redis in
            redis.begin(["ASK"])
            let line = try fake.greet()
            try line.expect(["ASK"])
            line.say("+OK\r\n")
            for answer in Self.answers {
                let record = redis.begin(["ASK"])
                try line.expect(["ASK"])
                for byte in answer.0.utf8 { line.say(String(decoding: [byte], as: UTF8.self)) }
                #expect(record.outcome.value == answer.1)
            }
        }
    }

    @Test func textIsOfBytesOnly() {
        #expect(RedisValue.text("你").text == "你")
        #expect(RedisValue.status("OK").text == nil)
    }
}
