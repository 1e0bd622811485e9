import Glibc
import Logging
import Networking
import TestSupport
import WeChat
import XML

@testable import WeChatServer

extension Endpoint {
    /// An endpoint of the tests' account.
    static func test(_ account: Account = .test) -> Endpoint {
        let shared = Context.Shared(
            account: account, logger: Logger(label: "test"), blocking: BlockingPool(size: 1))
        return Endpoint(account, HandlerRegistry(), shared, limits: DocumentLimits())
    }

    /// The push in a document.
    func open(_ document: String) throws -> Push {
        let query = Array(WeChatRequest.target("").dropFirst().utf8)
        let push = try query.withUnsafeBytes { query in
            try Array(document.utf8).withUnsafeBytes { try open(query, $0, now: Int(time(nil)))?.push }
        }
        guard let push else { throw TimedOut(what: "a push") }
        return push
    }
}

extension Push {
    /// A push of the tests' user with the given fields.
    static func test(_ fields: String) throws -> Push {
        try Endpoint.test().open(WeChatRequest.document(fields))
    }
}
