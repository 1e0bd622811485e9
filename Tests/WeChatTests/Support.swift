import Bytes
import Foundation
import Logging
import Testing
import XML

@testable import WeChat

/// A file of this test bundle.
func resource(_ path: String) throws -> [UInt8] {
    let folder = try #require(Bundle.module.resourcePath)
    return Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(path)")))
}

extension ByteBuffer {
    /// The bytes as text.
    var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension Push {
    /// The push that lies in `Pushes/`.
    static func sample(_ name: String) throws -> Push { try Push(bytes: resource("Pushes/\(name).xml")) }

    /// A push with the given fields, written as XML, behind the addresses.
    init(_ fields: String) throws(Refusal) {
        try self.init(
            document: """
                <xml><ToUserName><![CDATA[gh_1]]></ToUserName>
                <FromUserName><![CDATA[user]]></FromUserName>
                <CreateTime>1714037481</CreateTime>
                \(fields)
                </xml>
                """)
    }

    /// An event with the given fields.
    init(event: String, _ fields: String = "") throws(Refusal) {
        try self.init("<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[\(event)]]></Event>\(fields)")
    }

    init(document: String) throws(Refusal) {
        try self.init(bytes: Array(document.utf8))
    }

    init(bytes: [UInt8], _ reader: DocumentReader = DocumentReader(nil, limits: DocumentLimits())) throws(Refusal) {
        self = try bytes.withUnsafeBytes { bytes in
            Result { () throws(Refusal) in Push(try reader.read(bytes, reader.format(of: bytes))) }
        }.get()
    }

    static func text(_ content: String) throws -> Push {
        try Push("<MsgType>text</MsgType><Content><![CDATA[\(content)]]></Content><MsgId>1</MsgId>")
    }
}

extension Envelope {
    /// That of plaintext mode.
    static let none = Envelope(format: .xml, lock: nil)
}

extension Context {
    static func test(_ blocking: any TaskExecutor = globalConcurrentExecutor) -> Context { Context(.test(blocking)) }
}

extension Context.Shared {
    static func test(_ blocking: any TaskExecutor = globalConcurrentExecutor) -> Self {
        Self(account: .test, logger: Logger(label: "test"), blocking: blocking)
    }
}

extension Account {
    static let test = Account(appID: "wx1", token: Secret("weixin"))
}

extension String {
    /// Calls `body` with the UTF-8.
    func withBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
        try Array(utf8).withUnsafeBytes { bytes in Result { () throws(E) in try body(bytes) } }.get()
    }
}
