import Bytes
import Foundation
import TestSupport

@testable import WeChat

/// What an endpoint answers to a push, with handlers that are done at once.
struct Answer {
    let push: Push
    /// The reply as it was sent.
    let reply: Reply
    /// How it is written; nil for a word or nothing.
    let format: WireFormat?
    let bytes: [UInt8]

    init(_ endpoint: Endpoint, to push: Push, in envelope: Envelope, now: Int) {
        var queue = endpoint.handlers(for: push)
        guard case .answered(let reply)? = try? queue.next(push, endpoint.context) else {
            fatalError("no handler waits or throws")
        }
        var output = ByteBuffer()
        let sealed = endpoint.seal(reply, to: push, in: envelope, now: now, into: &output)
        self.push = push
        self.reply = sealed.sent
        format = sealed.format
        bytes = Array(output.bytes)
    }

    /// Checks that a document, which is the answer or was sealed in it, says what was meant, and to whom.
    func check(_ document: [UInt8], in format: WireFormat, now: Int) {
        let found = document.withUnsafeBytes { format == .xml ? ParsedXML.leaves($0) : Self.members(of: $0) }
        guard let found else { return Fuzz.check(false, "well-formed: \(String(decoding: document, as: UTF8.self))") }
        // The rest of a result depends on the push.
        switch reply {
        case .result, .custom: return
        default: break
        }
        let expected =
            [
                XMLLeaf("ToUserName", push.openID.utf8), XMLLeaf("FromUserName", push.toUserName.utf8),
                XMLLeaf("CreateTime", "\(now)".utf8),
            ] + reply.leaves
        // In JSON what is nested has another shape.
        let isAsMeant =
            format == .xml ? found == expected : expected.allSatisfy { $0.path.contains("/") || found.contains($0) }
        Fuzz.check(isAsMeant, "read as it was meant: \(reply) \(found)")
    }

    /// The texts and numbers of an object in JSON that Foundation takes for one. They are read by our own reader: behind
    /// an escape Foundation drops a byte order mark.
    static func members(of document: UnsafeRawBufferPointer) -> [XMLLeaf]? {
        guard (try? JSONSerialization.jsonObject(with: Data(document))) is [String: Any] else { return nil }
        return (try? Fields(document: Array(document)))?.children.map { XMLLeaf($0.name, $0.text.utf8) }
    }
}
