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
}
