import Networking
import TestSupport
import Testing
import WeChat

@testable import WeChatServer

/// Late answers and the journal.
struct PushHandlerLateJournalTests {
    @Test func deliveryThatComesWhileTheEndIsWrittenGetsThePromise() throws {
        try withTemporaryDirectory { directory in
            let files = FaultyFiles()
            let change: (inout Configuration) -> Void = {
                ($0.journal.directory, $0.journal.fileSystem) = (directory + "/data", files.name)
            }
            try LateServer.with(.late(.customerService), change) { late throws in
                #expect(try late.deliver("slow a").body == "success")
                files.fillDisk()
                late.gate.open()
                _ = try late.server.line("the journal cannot be written")
                let retry = try late.begin("slow a")
                try late.server.eventuallyWaiting(1)
                files.arm(0..<0)
                #expect(try retry.answer().body == "success")
                #expect(try late.awaitSent().count == 1)
            }
        }
    }

    @Test func deliveryThatIsOverdueIsPromisedWhenItsPushIsWritten() throws {
        try withTemporaryDirectory { directory in
            let files = FaultyFiles()
            let change: (inout Configuration) -> Void = {
                ($0.journal.directory, $0.journal.fileSystem) = (directory + "/data", files.name)
            }
            try LateServer.with(.late(.customerService), change) { late throws in
                files.fillDisk()
                let delivery = try late.begin("slow a")
                _ = try late.server.line("the journal cannot be written")
                files.arm(0..<0)
                #expect(try delivery.answer().body == "success")
                late.gate.open()
                #expect(try late.awaitSent().count == 1)
            }
        }
    }

    @Test func whatWasSaidEarlyIsNotSaidAgainByTheNextProcess() throws {
        try LateServer.after(.late(.customerService)) { late throws in
            #expect(try late.deliver("early a").text == "early")
            try late.gate.awaitArrival()
        } _: { late throws in
            try late.gate.awaitArrival()
            late.gate.open()
            try late.late(.sent)
            #expect(try late.awaitSent() == [#"{"touser":"oUser","msgtype":"text","text":{"content":"again, 2"}}"#])
            #expect(try late.deliver("early a").text == "early")
        }
    }

    @Test func whatIsSaidEarlyAgainByARepeatedPushIsSent() throws {
        try withTemporaryDirectory { directory in
            let change: (inout Configuration) -> Void = { $0.journal.directory = directory + "/data" }
            try LateServer.with(.late(.customerService), change) { late throws in
                #expect(try late.deliver("early a").text == "early")
                late.gate.open()
                try late.late(.sent)
                try JournalClient(directory + "/data").replay([1])
                try late.gate.awaitArrival()
                late.gate.open()
                #expect(try late.awaitSent(3)[1].contains("\"early\""))
            }
        }
    }

    @Test func lettersOfOnePushOutliveTheProcessEachForItself() throws {
        try LateServer.after(.late(.mailbox)) { late throws in
            try putBoth(late)
        } _: { late throws in
            #expect(try late.deliver("quick b", id: 2).text == "early")
            #expect(try late.deliver("quick c", id: 3).text == "a")
            #expect(try late.deliver("quick d", id: 4).text == "d")
        }
    }

    @Test func letterIsThereWhenAnotherOfItsPushWasFetched() throws {
        try LateServer.after(.late(.mailbox)) { late throws in
            try putBoth(late)
            #expect(try late.deliver("quick b", id: 2).text == "early")
        } _: { late throws in
            #expect(try late.deliver("quick c", id: 3).text == "a")
            #expect(try late.deliver("quick d", id: 4).text == "d")
            #expect(try late.deliver("both a").text == Account.Late().mailboxNotice)
            #expect(late.handled == ["quick d"])
        }
    }

    /// Leaves two letters of one push in the mailbox.
    private func putBoth(_ late: LateServer) throws {
        #expect(try late.deliver("both a").text == Account.Late().mailboxNotice)
        try late.gate.awaitArrival()
        late.gate.open()
        try late.late(.kept, 2)
    }

    @Test func whatIsContinuedWaitsForItsWordAfterARestart() throws {
        let text = String(repeating: "长", count: 1_000)
        let told = Locked("")
        try LateServer.after(.late(.mailbox)) { late throws in
            let first = try late.deliver("quick " + text).text ?? ""
            told.withLock { $0 = String(first.dropLast(Account.Late().continuationNotice.count)) }
        } _: { late throws in
            #expect(try late.deliver("quick b", id: 2).text == "b")
            #expect(try told.withLock { $0 } + (late.deliver("继续", id: 3).text ?? "") == text)
        }
    }
}
