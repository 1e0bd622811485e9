import Foundation
import TestSupport
import WeChat

@testable import WeChatServer

extension LateServer {
    /// Runs `body` with a server that goes on where another has died in the midst of `life`: a process dies in tests when its
    /// journal is copied as it stands.
    static func after(
        _ policy: LatePolicy?, _ life: (LateServer) throws -> Void, _ body: @escaping (LateServer) throws -> Void,
        _ change: @escaping (inout Configuration) -> Void = { _ in }
    ) throws {
        try withTemporaryDirectory { directory in
            let (first, second) = (directory + "/first", directory + "/second")
            try LateServer.with(policy, { $0.journal.directory = first }) { late throws in
                try life(late)
                try FileManager.default.copyItem(atPath: first, toPath: second)
                late.gate.open()
            }
            try LateServer.with(
                policy,
                {
                    $0.journal.directory = second
                    change(&$0)
                }, body)
        }
    }
}
