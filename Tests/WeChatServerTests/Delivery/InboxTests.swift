import Testing
import WeChat

@testable import WeChatServer

struct InboxTests {
    /// A delivery.
    private final class Waiter {
        let name: String
        init(_ name: String) { self.name = name }
    }

    /// The inbox, with pushes named by their user and number.
    private struct Box {
        var inbox: Inbox<Waiter>
        var now = 1_000

        init(_ change: (inout Configuration.Pushes) -> Void = { _ in }) {
            var limits = Configuration.Pushes()
            change(&limits)
            inbox = Inbox(limits)
        }

        /// What becomes of a delivery of `a1`, the first push of user a.
        mutating func arrive(_ name: String, _ delivery: String = "", text: String? = "") throws -> String {
            let waiter = Waiter(name + delivery)
            return switch inbox.arrive(try key(name), now: now, waiter, text: text) {
            case .runs: "runs"
            case .fetches(.text(let letter)): "fetches \(letter)"
            case .fetches: "fetches another thing"
            case .waits: "waits"
            case .answered(let answer): answer.reply == .text(name) ? "answered" : "answered otherwise"
            case .refused: "refused"
            }
        }

        /// The deliveries to answer and the pushes to run when it has ended.
        mutating func finish(_ name: String, isKept: Bool = true) throws -> [String] {
            let answer = PushAnswer(reply: .text(name), time: now)
            let end = inbox.finish(try key(name), isKept ? answer : nil, isAnswered: true) { _ in true }
            return names(end.waiters) + end.runs.map { "run \($0.name)" }
        }

        func names(_ waiters: Waiters<Waiter>) -> [String] {
            ([waiters.first].compactMap(\.self) + waiters.others).map(\.name)
        }

        func key(_ name: String) throws -> PushKey {
            let document = WeChatRequestText.message(user: String(name.prefix(1)), id: name)
            return PushKey(try Endpoint.test().open(document), account: 0)
        }

        var numbers: [Int] { [inbox.running, inbox.waiting] }
    }

    @Test func aPushRunsOnceAndEachDeliveryGetsItsAnswer() throws {
        var box = Box()
        #expect(try box.arrive("a1") == "runs")
        #expect(try box.arrive("a1", "'") == "waits" && box.arrive("a1", "''") == "waits")
        #expect(box.numbers == [1, 2])
        #expect(try box.finish("a1") == ["a1'", "a1''"])
        #expect(box.numbers == [0, 0])
        #expect(try box.arrive("a1") == "answered" && box.arrive("a1") == "answered")
        #expect(try box.arrive("a2") == "runs")
    }

    @Test func theDeliveryThatAPushRunsWithMayWaitAndLeave() throws {
        var box = Box()
        #expect(try box.arrive("a1") == "runs")
        let first = Waiter("a1 first")
        let key = try box.key("a1")
        let waits = box.inbox.wait(key, first)
        #expect(waits)
        #expect(try box.arrive("a1", "'") == "waits")
        box.inbox.leave(key, first)
        box.inbox.leave(key, first)
        #expect(box.numbers == [1, 1])
        #expect(try box.finish("a1") == ["a1'"])
        // Nobody is waited for twice.
        #expect(try box.finish("a1").isEmpty)
        #expect(box.numbers == [0, 0])
    }

    @Test func pushesOfAUserRunOneAfterTheOther() throws {
        var box = Box()
        #expect(try box.arrive("a1") == "runs")
        #expect(try box.arrive("a2") == "waits" && box.arrive("a3") == "waits" && box.arrive("b1") == "runs")
        #expect(try box.arrive("a2", "'") == "waits")
        #expect(box.numbers == [2, 5])
        #expect(try box.finish("a1") == ["run a2"])
        #expect(try box.finish("b1").isEmpty)
        #expect(try box.finish("a2") == ["a2", "a2'", "run a3"])
        #expect(try box.finish("a3") == ["a3"])
        #expect(box.numbers == [0, 0])
        #expect(try box.arrive("a4") == "runs")
    }

    @Test func orderCanBeGivenUp() throws {
        var box = Box { $0.isOrdered = false }
        #expect(try box.arrive("a1") == "runs" && box.arrive("a2") == "runs")
        #expect(try box.finish("a1").isEmpty && box.finish("a2").isEmpty)
    }

    @Test func noMoreRunThanMay() throws {
        var box = Box { $0.running = 2 }
        #expect(try box.arrive("a1") == "runs" && box.arrive("b1") == "runs")
        #expect(try box.arrive("c1") == "waits" && box.arrive("c2") == "waits" && box.arrive("d1") == "waits")
        #expect(try box.finish("a1") == ["run c1"])
        #expect(try box.finish("c1") == ["c1", "run d1"])
        #expect(try box.finish("d1") == ["d1", "run c2"])
        #expect(try box.finish("b1").isEmpty && box.finish("c2") == ["c2"])
        #expect(box.numbers == [0, 0])
    }

    @Test func noMoreWaitThanMay() throws {
        var box = Box { ($0.running, $0.waiting) = (1, 4) }
        #expect(try box.arrive("a1") == "runs" && box.arrive("b1") == "waits" && box.arrive("c1") == "waits")
        #expect(box.numbers == [1, 4])
        #expect(try box.arrive("d1") == "refused" && box.arrive("a1", "'") == "refused")
        #expect(try box.finish("a1") == ["run b1"])
        // As if it had not come.
        #expect(try box.arrive("d1") == "refused" && box.arrive("b1", "'") == "waits")
        #expect(try box.finish("b1") == ["b1", "b1'", "run c1"])
        #expect(try box.arrive("d1") == "waits")
    }

    @Test func whatIsNotKeptRunsAgain() throws {
        var box = Box()
        #expect(try box.arrive("a1") == "runs" && box.finish("a1", isKept: false).isEmpty)
        #expect(try box.arrive("a1") == "runs")
    }

    @Test func answersAreKeptForATimeAndInANumber() throws {
        var box = Box { $0.answers = 3 }
        for name in ["a1", "b1", "c1"] { #expect(try box.arrive(name) == "runs" && box.finish(name).isEmpty) }
        #expect(try box.arrive("d1") == "runs" && box.finish("d1").isEmpty)
        #expect(try box.arrive("b1") == "answered" && box.arrive("d1") == "answered")
        #expect(try box.arrive("a1") == "runs" && box.finish("a1").isEmpty)
        #expect(try box.arrive("b1") == "runs" && box.finish("b1").isEmpty)
        box.now += 86_399
        #expect(try box.arrive("d1") == "answered")
        box.now += 1
        #expect(try box.arrive("d1") == "runs" && box.finish("d1").isEmpty)
        #expect(try box.arrive("d1") == "answered")
    }

    @Test func anyOrderLeavesNothingBehind() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<50 {
            var box = Box { ($0.running, $0.waiting, $0.answers) = (3, 12, 5) }
            var active: [String] = []
            for _ in 0..<400 {
                if Bool.random(using: &random), let name = active.randomElement(using: &random) {
                    active.removeAll { $0 == name }
                    active += try box.finish(name).compactMap { $0.hasPrefix("run ") ? String($0.dropFirst(4)) : nil }
                } else {
                    let user = "abcdef".randomElement(using: &random).map(String.init) ?? ""
                    let name = user + String(Int.random(in: 0..<4, using: &random))
                    if try box.arrive(name) == "runs" { active.append(name) }
                }
                #expect(box.inbox.running == active.count && active.count <= 3 && box.inbox.waiting <= 12)
                #expect(Set(active.map { $0.prefix(1) }).count == active.count, "one push of a user at a time")
            }
            while let name = active.popLast() {
                active += try box.finish(name).compactMap { $0.hasPrefix("run ") ? String($0.dropFirst(4)) : nil }
            }
            #expect(box.numbers == [0, 0])
        }
    }
}

private enum WeChatRequestText {
    static func message(user: String, id: String) -> String {
        """
        <xml><ToUserName>gh</ToUserName><FromUserName>\(user)</FromUserName><CreateTime>1</CreateTime>\
        <MsgType>text</MsgType><Content>x</Content><MsgId>\(id)</MsgId></xml>
        """
    }
}
