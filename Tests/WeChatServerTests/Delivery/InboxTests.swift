import Testing
import WeChat

@testable import WeChatServer

struct InboxTests {
    @Test func aPushRunsOnceAndEachDeliveryGetsItsAnswer() throws {
        var box = InboxBox()
        #expect(try box.arrive("a1") == "runs")
        #expect(try box.arrive("a1", "'") == "waits" && box.arrive("a1", "''") == "waits")
        #expect(box.numbers == [1, 2])
        #expect(try box.finish("a1", isAnswered: true) == ["a1'", "a1''"])
        #expect(box.numbers == [0, 0])
        #expect(try box.arrive("a1") == "answered" && box.arrive("a1") == "answered")
        #expect(try box.arrive("a2") == "runs")
    }

    @Test func theDeliveryThatAPushRunsWithMayWaitAndLeave() throws {
        var box = InboxBox()
        #expect(try box.arrive("a1") == "runs" && box.wait("a1") && box.arrive("a1", "'") == "waits")
        try box.leave("a1")
        try box.leave("a1")
        #expect(box.numbers == [1, 1])
        #expect(try box.finish("a1", isAnswered: true) == ["a1'"])
        // Nobody is waited for twice.
        #expect(try box.finish("a1", isAnswered: true).isEmpty)
        #expect(box.numbers == [0, 0])
    }

    @Test func pushesOfAUserRunOneAfterTheOther() throws {
        var box = InboxBox()
        #expect(try box.arrive("a1") == "runs")
        #expect(try box.arrive("a2") == "waits" && box.arrive("a3") == "waits" && box.arrive("b1") == "runs")
        #expect(try box.arrive("a2", "'") == "waits")
        #expect(box.numbers == [2, 5])
        #expect(try box.finish("a1", isAnswered: true) == ["run a2"])
        #expect(try box.finish("b1", isAnswered: true).isEmpty)
        #expect(try box.finish("a2", isAnswered: true) == ["a2", "a2'", "run a3"])
        #expect(try box.finish("a3", isAnswered: true) == ["a3"])
        #expect(box.numbers == [0, 0])
        #expect(try box.arrive("a4") == "runs")
    }

    @Test func orderCanBeGivenUp() throws {
        var box = InboxBox { $0.isOrdered = false }
        #expect(try box.arrive("a1") == "runs" && box.arrive("a2") == "runs")
        #expect(try box.finish("a1", isAnswered: true).isEmpty && box.finish("a2", isAnswered: true).isEmpty)
    }

    @Test func noMoreRunThanMay() throws {
        var box = InboxBox { $0.running = 2 }
        #expect(try box.arrive("a1") == "runs" && box.arrive("b1") == "runs")
        #expect(try box.arrive("c1") == "waits" && box.arrive("c2") == "waits" && box.arrive("d1") == "waits")
        #expect(try box.finish("a1", isAnswered: true) == ["run c1"])
        #expect(try box.finish("c1", isAnswered: true) == ["c1", "run d1"])
        #expect(try box.finish("d1", isAnswered: true) == ["d1", "run c2"])
        #expect(try box.finish("b1", isAnswered: true).isEmpty && box.finish("c2", isAnswered: true) == ["c2"])
        #expect(box.numbers == [0, 0])
    }

    @Test func noMoreWaitThanMay() throws {
        var box = InboxBox { ($0.running, $0.waiting) = (1, 4) }
        #expect(try box.arrive("a1") == "runs" && box.arrive("b1") == "waits" && box.arrive("c1") == "waits")
        #expect(box.numbers == [1, 4])
        #expect(try box.arrive("d1") == "refused" && box.arrive("a1", "'") == "refused")
        #expect(try box.finish("a1", isAnswered: true) == ["run b1"])
        // As if it had not come.
        #expect(try box.arrive("d1") == "refused" && box.arrive("b1", "'") == "waits")
        #expect(try box.finish("b1", isAnswered: true) == ["b1", "b1'", "run c1"])
        #expect(try box.arrive("d1") == "waits")
    }

    @Test func whatIsNotKeptRunsAgain() throws {
        var box = InboxBox()
        #expect(try box.arrive("a1") == "runs" && box.finish("a1", isKept: false, isAnswered: true).isEmpty)
        #expect(try box.arrive("a1") == "runs again, 2")
    }

    @Test func answersAreKeptForATimeAndInANumber() throws {
        var box = InboxBox { $0.answers = 3 }
        for name in ["a1", "b1", "c1"] {
            #expect(try box.arrive(name) == "runs" && box.finish(name, isAnswered: true).isEmpty)
        }
        #expect(try box.arrive("d1") == "runs" && box.finish("d1", isAnswered: true).isEmpty)
        #expect(try box.arrive("b1") == "answered" && box.arrive("d1") == "answered")
        #expect(try box.arrive("a1") == "runs" && box.finish("a1", isAnswered: true).isEmpty)
        #expect(try box.arrive("b1") == "runs" && box.finish("b1", isAnswered: true).isEmpty)
        box.now += 86_399
        #expect(try box.arrive("d1") == "answered")
        box.now += 1
        #expect(try box.arrive("d1") == "runs" && box.finish("d1", isAnswered: true).isEmpty)
        #expect(try box.arrive("d1") == "answered")
    }

    @Test func anyOrderLeavesNothingBehind() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<50 {
            var box = InboxBox { ($0.running, $0.waiting, $0.answers) = (3, 12, 5) }
            var active: [String] = []
            for _ in 0..<400 {
                if Bool.random(using: &random), let name = active.randomElement(using: &random) {
                    active.removeAll { $0 == name }
                    active += try box.finish(name, isAnswered: true).compactMap {
                        $0.hasPrefix("run ") ? String($0.dropFirst(4)) : nil
                    }
                } else {
                    let user = "abcdef".randomElement(using: &random).map(String.init) ?? ""
                    let name = user + String(Int.random(in: 0..<4, using: &random))
                    if try box.arrive(name) == "runs" { active.append(name) }
                }
                #expect(box.inbox.running == active.count && active.count <= 3 && box.inbox.waiting <= 12)
                #expect(Set(active.map { $0.prefix(1) }).count == active.count, "one push of a user at a time")
            }
            while let name = active.popLast() {
                active += try box.finish(name, isAnswered: true).compactMap {
                    $0.hasPrefix("run ") ? String($0.dropFirst(4)) : nil
                }
            }
            #expect(box.numbers == [0, 0])
        }
    }
}
