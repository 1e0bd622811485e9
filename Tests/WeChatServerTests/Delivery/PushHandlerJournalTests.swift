import Foundation
import Networking
import TestSupport
import Testing
import WeChat

@testable import WeChatServer

/// What outlives the process.
struct PushHandlerJournalTests {
    @Test func retryAfterARestartGetsTheSameAnswer() throws {
        try LateServer.after(.late(.customerService)) { late throws in
            #expect(try late.deliver("quick a").text == "a")
            #expect(try late.deliver("quick b", id: 2).text == "b")
        } _: { late throws in
            #expect(try late.deliver("quick a").text == "a")
            #expect(try late.deliver("quick b", id: 2).text == "b")
            #expect(late.handled.isEmpty)
            #expect(try late.deliver("quick c", id: 3).text == "c")
        }
    }

    @Test func pushThatWasInItsHandlerRunsAgainAndItsAnswerGoesLate() throws {
        try LateServer.after(.late(.customerService)) { late throws in
            #expect(try late.deliver("slow a").body == "success")
            try late.gate.awaitArrival()
        } _: { late throws in
            try late.gate.awaitArrival()
            late.gate.open()
            #expect(try late.awaitSent() == [#"{"touser":"oUser","msgtype":"text","text":{"content":"again, 2"}}"#])
            #expect(late.handled == ["slow a"])
            // It was told so before, and is told so again.
            #expect(try late.deliver("slow a").body == "success")
            try late.server.metric("wechatd_pushes_running 0")
            #expect(late.handled == ["slow a"] && late.sent.count == 1)
        }
    }

    @Test func retryJoinsThePushThatRunsAgain() throws {
        try LateServer.after(.late(.retry)) { late throws in
            _ = try late.begin("slow a")
            try late.gate.awaitArrival()
        } _: { late throws in
            try late.gate.awaitArrival()
            let retry = try late.begin("slow a")
            try late.server.eventuallyWaiting(1)
            late.gate.open()
            #expect(try retry.answer().text == "again, 2")
            #expect(late.handled == ["slow a"])
        } _: {
            $0.limits.handlerTime = 4_500
        }
    }

    @Test func pushesThatWaitedForTheirTurnRunInTheirOrder() throws {
        try LateServer.after(.late(.customerService)) { late throws in
            for number in 1...3 { #expect(try late.deliver("slow \(number)", id: number).body == "success") }
            try late.gate.awaitArrival()
        } _: { late throws in
            for count in 1...3 {
                try eventually("the next") { late.handled.count == count }
                try late.gate.awaitArrival()
                late.gate.open()
            }
            #expect(late.handled == ["slow 1", "slow 2", "slow 3"])
            let sent = try late.awaitSent(3)
            // The others had not begun when the process died.
            #expect(sent[0].contains("again, 2") && sent[1].contains(#""2""#) && sent[2].contains(#""3""#))
        }
    }

    @Test func letterInTheMailboxIsFetchedAfterARestartOnce() throws {
        try LateServer.after(.late(.mailbox)) { late throws in
            #expect(try late.deliver("slow a").text != "a")
            late.gate.open()
            try late.late(.kept)
            try late.server.metric("wechatd_pushes_running 0")
        } _: { late throws in
            #expect(try late.deliver("quick b", id: 2).text == "a")
            #expect(try late.deliver("quick b", id: 2).text == "a")
            #expect(try late.deliver("quick c", id: 3).text == "c")
        }
    }

    @Test func fetchedLetterIsNotThereAfterARestart() throws {
        try LateServer.after(.late(.mailbox)) { late throws in
            #expect(try late.deliver("slow a").text != "a")
            late.gate.open()
            try late.late(.kept)
            #expect(try late.deliver("quick b", id: 2).text == "a")
        } _: { late throws in
            #expect(try late.deliver("quick c", id: 3).text == "c")
        }
    }

    @Test func answerThatWasSentIsNotSentAgain() throws {
        try LateServer.after(.late(.customerService)) { late throws in
            #expect(try late.deliver("slow a").body == "success")
            late.gate.open()
            try late.late(.sent)
            // What is written behind it is there as well when this is.
            #expect(try late.deliver("quick b", id: 2).text == "b")
        } _: { late throws in
            #expect(try late.deliver("quick c", id: 3).text == "c")
            #expect(late.sent.isEmpty && late.handled == ["quick c"])
        }
    }

    @Test func answerCaughtInSendingIsNotSentAgain() throws {
        let isAsked = Locked(false)
        try withTemporaryDirectory { directory in
            let (first, second) = (directory + "/first", directory + "/second")
            try LateServer.with(.late(.customerService), { $0.journal.directory = first }) { late throws in
                late.standIn.answer("send", nil)
                late.standIn.whenSilent { isAsked.withLock { $0 = true } }
                #expect(try late.deliver("slow a").body == "success")
                late.gate.open()
                try eventually("a call") { isAsked.withLock { $0 } }
                try FileManager.default.copyItem(atPath: first, toPath: second)
            }
            try LateServer.with(.late(.customerService), { $0.journal.directory = second }) { late throws in
                _ = try late.server.line("nobody knows whether 1 late answers were sent")
                try late.late(.unknown)
                #expect(try late.deliver("quick c", id: 3).text == "c")
                #expect(late.sent.isEmpty)
            }
        }
    }

    @Test func serverThatHasStoppedLeavesNothingUndone() throws {
        try withTemporaryDirectory { directory in
            let change: (inout Configuration) -> Void = { $0.journal.directory = directory + "/data" }
            try LateServer.with(.late(.customerService), change) { late throws in
                #expect(try late.deliver("quick a").text == "a")
            }
            try LateServer.with(.late(.customerService), change) { late throws in
                #expect(try late.deliver("quick a").text == "a")
                #expect(late.handled.isEmpty && !late.server.log.text.contains("go on"))
            }
        }
    }

    /// A handler that ends the process: its directory is copied while it runs.
    @Test(arguments: [true, false]) func handlerThatEndsTheProcessTwiceIsNotAskedAgain(_ isWaiting: Bool) throws {
        try withTemporaryDirectory { directory in
            let deaths = Locked(0)
            let die: @Sendable (String) -> Void = { text in
                guard text == "poison" else { return }
                let count = deaths.withLock { count in
                    count += 1
                    return count
                }
                try? FileManager.default.copyItem(atPath: directory + "/\(count)", toPath: directory + "/\(count + 1)")
                mark(directory + "/\(count + 1)/handlers")
            }
            let gate = Gate()
            var handlers = HandlerRegistry()
            if isWaiting {
                handlers.on(Text.self) { message, _ in
                    die(message.content)
                    await gate.pass()
                    return nil
                }
            } else {
                handlers.on(Text.self) { message, _ in
                    die(message.content)
                    return nil
                }
            }
            let standIn = try StandIn()
            defer { standIn.stop() }
            for process in 1...3 {
                let change = LateServer.late(standIn, .late(.customerService)) {
                    $0.journal.directory = directory + "/\(process)"
                    $0.accounts[0].account.apology = "抱歉"
                    $0.loops = 1
                }
                try TestServer.with(handlers, change) { server in
                    if process == 1 {
                        let client = try server.client()
                        client.send(TestClient.request(WeChatRequest.target(), WeChatRequest.text("poison")))
                    }
                    try eventually("a death") { deaths.withLock { $0 } >= min(process, 2) }
                    gate.open()
                    guard process == 3 else { return }
                    try eventually("the apology") { standIn.calls("send").contains { $0.body.contains("抱歉") } }
                    #expect(deaths.withLock { $0 } == 2)
                    #expect(server.log.text.contains("2 times: it is parked"))
                    #expect(try server.push(WeChatRequest.text("poison")).body == "success")
                    #expect(try server.push(WeChatRequest.text("other", id: "2")).body == "success")
                }
            }
        }
    }

    /// What the signal does of which a process dies: the first note was it.
    private func mark(_ notes: String) {
        let descriptor = open(notes, O_RDWR)
        var mark = 1
        pwrite(descriptor, &mark, 8, off_t(NoteNumber.crash.offset))
        close(descriptor)
    }

    @Test func nothingIsAnsweredThatTheDiskDoesNotTake() throws {
        try withTemporaryDirectory { directory in
            let files = FaultyFiles()
            let change: (inout Configuration) -> Void = {
                ($0.journal.directory, $0.journal.fileSystem) = (directory + "/data", files.name)
            }
            try LateServer.with(.late(.customerService), change) { late throws in
                #expect(try late.deliver("quick a").text == "a")
                files.fillDisk()
                // One was there before the disk was known to fail.
                let early = try late.begin("quick b", id: 2)
                _ = try late.server.line("\"error\"", "the journal cannot be written, and new pushes are refused")
                #expect(try late.server.admin("/readyz").status == 503)
                #expect(try late.deliver("quick c", id: 3).status == 503)
                #expect(try early.answer().status == 503)
                #expect(late.handled == ["quick a"])
                #expect(try late.deliver("quick a").text == "a")
                files.arm(0..<0)
                _ = try late.server.line("the journal is written again")
                #expect(try late.deliver("quick b", id: 2).text == "b")
                #expect(try late.deliver("quick c", id: 3).text == "c")
                #expect(late.handled == ["quick a", "quick b", "quick c"])
                #expect(try late.server.admin("/readyz").status == 200)
            }
        }
    }

    @Test func nothingIsLeftOfWhoUnfollows() throws {
        try withTemporaryDirectory { directory in
            func contains(_ text: String) throws -> Bool {
                try FileManager.default.contentsOfDirectory(atPath: directory + "/data").contains { name in
                    try Data(contentsOf: URL(filePath: directory + "/data/" + name)).range(of: Data(text.utf8)) != nil
                }
            }
            let change: (inout Configuration) -> Void = { $0.journal.directory = directory + "/data" }
            try LateServer.with(.late(.customerService), change) { late throws in
                #expect(try late.deliver("quick secret").text == "secret")
                #expect(try late.deliver("slow secret", id: 2).body == "success")
                late.gate.open()
                try late.late(.sent)
                #expect(try contains("secret") && contains("oUser"))
                #expect(try late.server.push(WeChatRequest.event("unsubscribe")).status == 200)
                try eventually("nothing left") { try !contains("secret") && !contains("oUser") }
            }
        }
    }

    @Test func whoIsKilledFromOutsideBlamesNobody() throws {
        try LateServer.after(.late(.customerService)) { late throws in
            for number in 1...2 { #expect(try late.deliver("slow \(number)", id: number).body == "success") }
            try late.gate.awaitArrival()
        } _: { late throws in
            for _ in 1...2 {
                try late.gate.awaitArrival()
                late.gate.open()
            }
            #expect(try late.awaitSent(2).count == 2)
            #expect(!late.server.log.text.contains("parked"))
        }
    }

    @Test func promiseOutlivesTheProcess() throws {
        try LateServer.after(.late(.mailbox)) { late throws in
            #expect(try late.deliver("slow a").text == Account.Late().mailboxNotice)
            try late.gate.awaitArrival()
        } _: { late throws in
            try late.gate.awaitArrival()
            // What was promised is said again, and the answer is a letter at once.
            #expect(try late.deliver("slow a").text == Account.Late().mailboxNotice)
            late.gate.open()
            try late.late(.kept)
            #expect(try late.deliver("slow a").text == Account.Late().mailboxNotice)
            #expect(try late.deliver("quick b", id: 2).text == "again, 2")
        }
    }

    @Test func answerThatWentLateIsNotGivenToARetryOfTheNextProcess() throws {
        try LateServer.after(.late(.retry, .customerService)) { late throws in
            try late.hangUp("slow a")
            late.gate.open()
            #expect(try late.awaitSent().count == 1)
            try late.late(.sent)
            #expect(try late.deliver("quick b", id: 2).text == "b")
        } _: { late throws in
            #expect(try late.deliver("slow a").body == "success")
            #expect(late.sent.isEmpty && late.handled.isEmpty)
        }
    }

    @Test func answerThatReachedARetryIsNotSentByTheNextProcess() throws {
        try LateServer.after(.late(.retry, .customerService)) { late throws in
            try late.hangUp("slow a")
            late.gate.open()
            try late.server.metric("wechatd_pushes_running 0")
            #expect(try late.deliver("slow a").text == "a")
        } _: { late throws in
            #expect(try late.deliver("slow a").text == "a")
            #expect(try late.deliver("quick b", id: 2).text == "b")
            #expect(late.sent.isEmpty && late.handled == ["quick b"])
        } _: {
            $0.limits.rhythm.retry = 100
        }
    }
}
