import Foundation
import Testing

@testable import Networking

/// Whatever a server does, each command has one outcome, and never the answer to another.
@Suite struct RedisClientPropertyTests {
    @Test(arguments: 0..<4) func everyCommandHasOneOutcomeOfItsOwn(_ seed: UInt64) throws {
        let server = try BadRedis(seed)
        defer { server.stop() }
        let outcomes = Record<(Int, TestRedis.Outcome)>()
        let total = 240
        TestRedis.with(server.server) { redis in
            for first in stride(from: 0, to: total, by: 10) {
                redis.perform { client in
                    for number in first..<(first + 10) {
                        client.send(["ECHO", .number(number)]) { outcomes.append((number, $0)) }
                    }
                }
                if first % 40 == 0 { eventually("a connection") { redis.client.snapshot.health == .up } }
            }
            // What such a server does not answer at all.
            redis.perform { $0.close() }
        }
        let elements = outcomes.elements
        #expect(elements.count == total && Set(elements.map(\.0)).count == total)
        let answered = elements.filter { $0.1.value != nil }
        #expect(answered.allSatisfy { number, outcome in outcome.value == .text("\(number)") })
        #expect(!answered.isEmpty && answered.count < total)
    }
}

/// A server that answers ECHO, in pieces, and ends connections in the middle in one way or another.
private final class BadRedis: @unchecked Sendable {  // its thread has it to itself after `init`
    let server: RedisServer
    private let fake: FakeRedis
    private let isStopped = Flag()
    private var random: SplitMix

    init(_ seed: UInt64) throws {
        fake = try FakeRedis()
        server = fake.server
        random = SplitMix(seed: seed)
        Thread { [self] in serve() }.start()
    }

    func stop() {
        isStopped.raise()
        fake.stop()
    }

    private func serve() {
        while !isStopped.isRaised {
            guard let line = try? fake.greet() else { continue }
            for _ in 0..<Int.random(in: 0..<40, using: &random) {
                guard !isStopped.isRaised, let word = line.nextWord() else { break }
                let answer = "$\(word.utf8.count)\r\n\(word)\r\n"
                let cut = Int.random(in: 0...answer.utf8.count, using: &random)
                line.say(String(answer.prefix(cut)))
                line.say(String(answer.dropFirst(cut)))
            }
            end(line)
        }
    }

    private func end(_ line: FakeRedis.Line) {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: line.reset()
        case 1: line.say("!what\r\n")
        case 2: line.say("$5\r\nab")
        default: break
        }
    }
}
