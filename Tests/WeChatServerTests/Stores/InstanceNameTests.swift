import Networking
import TestSupport
import Testing

@testable import WeChatServer

struct InstanceNameTests {
    private func isTaken(_ instance: TestInstance) -> Bool { instance.counts.snapshot.isNameTaken }

    @Test func twoOfOneNameSaySoUntilOneIsGone() throws {
        try RedisProcess.with { process in
            try TestInstance.with(process) { one in
                let other = try TestInstance(process)
                for instance in [one, other] { try instance.perform { $0.watchName() } }
                try eventually("a word") { isTaken(one) && isTaken(other) }
                other.stop()
                try eventually("the end of it") { !isTaken(one) }
            }
        }
    }

    @Test func theProcessBeforeIsNoOther() throws {
        try RedisProcess.with { process in
            for _ in 0..<3 {
                try TestInstance.with(process) { instance in
                    try instance.perform { $0.watchName() }
                    let before = instance.client.snapshot.counts.answered
                    try eventually("some looks") { instance.client.snapshot.counts.answered > before + 20 }
                    #expect(!isTaken(instance))
                }
            }
        }
    }

    @Test func othersOfOtherNamesAreNot() throws {
        try TestInstance.two { one, two, _ throws in
            for instance in [one, two] { try instance.perform { $0.watchName() } }
            let before = two.client.snapshot.counts.answered
            try eventually("some looks") { two.client.snapshot.counts.answered > before + 20 }
            #expect(!isTaken(one) && !isTaken(two))
        }
    }
}
