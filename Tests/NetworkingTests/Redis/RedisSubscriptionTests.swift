import class TestSupport.RedisProcess
import Testing

@testable import Networking

@Suite struct RedisSubscriptionTests {
    @Test func messagesComeToTheirChannel() throws {
        try RedisProcess.with { process in
            try TestSubscription.with(process.server) { listener in
                let (one, two) = (listener.subscribe("one"), listener.subscribe("two"))
                one.waitFor([.began])
                two.waitFor([.began])
                TestRedis.with(process.server) { redis in
                    #expect(redis.send(["PUBLISH", "two", "a"]).value == .integer(1))
                    #expect(redis.send(["PUBLISH", "one", .bytes([0, 13, 10])]).value == .integer(1))
                    #expect(redis.send(["PUBLISH", "three", "b"]).value == .integer(0))
                }
                one.waitFor([.began, .message([0, 13, 10])])
                two.waitFor([.began, .message([97])])
            }
        }
    }

    @Test func channelThatNobodyWantsIsLeft() throws {
        try RedisProcess.with { process in
            try TestSubscription.with(process.server) { listener in
                let (one, two) = (listener.subscribe("one"), listener.subscribe("two"))
                one.waitFor([.began])
                two.waitFor([.began])
                listener.perform { $0.unsubscribe(Array("one".utf8)) }
                TestRedis.with(process.server) { redis in
                    eventually("nobody on the channel") {
                        redis.send(["PUBLISH", "one", "a"]).value == .integer(0)
                    }
                    _ = redis.send(["PUBLISH", "two", "b"])
                }
                two.waitFor([.began, .message([98])])
                #expect(one.elements == [.began])
            }
        }
    }

    @Test func subscriptionComesBackWithTheServer() throws {
        try RedisProcess.with { process in
            try TestSubscription.with(process.server) { listener in
                let news = listener.subscribe("one")
                news.waitFor([.began])
                process.kill()
                news.waitFor([.began, .ended])
                try process.start()
                news.waitFor([.began, .ended, .began])
                TestRedis.with(process.server) { redis in _ = redis.send(["PUBLISH", "one", "a"]) }
                news.waitFor([.began, .ended, .began, .message([97])])
            }
        }
    }

    @Test func stalledServerIsNoticed() throws {
        try RedisProcess.with { process in
            try TestSubscription.with(process.server, interval: 100) { listener in
                let news = listener.subscribe("one")
                news.waitFor([.began])
                process.stall()
                eventually("the end") { news.elements.contains(.ended) }
                process.goOn()
                eventually("another begin") { news.elements.last == .began }
            }
        }
    }

    /// Between the two the server knows of no subscription, and a message may be lost.
    @Test func channelThatIsLeftAndWantedAgainBeginsWithTheSecond() throws {
        let fake = try FakeRedis()
        try TestSubscription.with(fake.server) { listener in
            let first = listener.subscribe("a")
            let line = try fake.greet()
            try line.expect(["PING"])
            try line.expect(["SUBSCRIBE", "a"])
            listener.perform { $0.unsubscribe([97]) }
            try line.expect(["UNSUBSCRIBE", "a"])
            let second = listener.subscribe("a")
            try line.expect(["SUBSCRIBE", "a"])
            line.say("+PONG\r\n")
            line.say("*3\r\n$9\r\nsubscribe\r\n$1\r\na\r\n:1\r\n*3\r\n$11\r\nunsubscribe\r\n$1\r\na\r\n:0\r\n")
            line.say("*3\r\n$7\r\nmessage\r\n$1\r\na\r\n$1\r\nb\r\n")
            second.waitFor([.message([98])])
            line.say("*3\r\n$9\r\nsubscribe\r\n$1\r\na\r\n:1\r\n")
            second.waitFor([.message([98]), .began])
            #expect(first.elements.isEmpty)
        }
    }

    @Test(arguments: [
        "-NOPERM no\r\n", "!\r\n", "*3\r\n$9\r\nsubscribe\r\n$1\r\nz\r\n:1\r\n-ERR\r\n",
        "*2\r\n$7\r\nmessage\r\n:1\r\n*-1\r\n:5\r\n*1\r\n$1\r\na\r\n-x\r\n",
    ])
    func oddAnswersEndNothingButTheConnection(_ answer: String) throws {
        let fake = try FakeRedis()
        try TestSubscription.with(fake.server) { listener in
            _ = listener.subscribe("a")
            let line = try fake.greet()
            line.say(answer)
            while line.nextWord() != nil {}
            let next = try fake.greet()
            try next.expect(["PING"])
            try next.expect(["SUBSCRIBE", "a"])
        }
    }

    @Test func closedSubscriptionIsSilent() throws {
        let fake = try FakeRedis()
        try TestSubscription.with(fake.server) { listener in
            let news = listener.subscribe("a")
            let line = try fake.greet()
            listener.perform { $0.close() }
            try line.expectEnd()
            listener.perform { $0.subscribe([98]) { _ in Issue.record("news of a closed subscription") } }
            #expect(news.elements.isEmpty)
        }
    }
}

/// A subscription on a loop of its own, for one test.
private final class TestSubscription: Sendable {
    private let loop = EventLoop()
    private let subscription: RedisSubscription

    private init(_ server: RedisServer, _ limits: RedisClient.Limits, _ interval: Int) {
        subscription = RedisSubscription(loop, server, limits, interval: interval)
        loop.start()
    }

    static func with(
        _ server: RedisServer, interval: Int = 30_000, _ body: (TestSubscription) throws -> Void
    ) throws {
        var limits = RedisClient.Limits()
        (limits.connectTime, limits.time) = (30_000, 30_000)
        let listener = TestSubscription(server, limits, interval)
        defer {
            listener.perform { $0.close() }
            listener.loop.stop()
        }
        try body(listener)
    }

    func perform(_ body: @escaping @Sendable (RedisSubscription) -> Void) {
        let isDone = Flag()
        loop.execute { [subscription] in
            body(subscription)
            isDone.raise()
        }
        isDone.wait()
    }

    /// Listens to a channel. What happens on it stands in the record.
    func subscribe(_ channel: String) -> Record<RedisNews> {
        let news = Record<RedisNews>()
        perform { $0.subscribe(Array(channel.utf8)) { news.append($0) } }
        return news
    }
}

extension Record<RedisNews> {
    fileprivate func waitFor(_ news: [RedisNews]) {
        eventually("news \(news)") { elements.count >= news.count }
        #expect(elements == news)
    }
}
