import Logging
import TestSupport
import XML

@testable import WeChat

/// The way of a push behind the signature, which is always right: opened, handled by handlers that say back what they
/// are told, and answered.
///
/// An input is a document, and also a text that a user has sent. One that begins with `&` has more of the query on its
/// first line.
struct PushFuzz: FuzzTarget {
    private static let now = 1_714_036_504
    private let query: String
    private let endpoint: Endpoint

    init() {
        let account = Account(appID: "wx1", token: Secret("token"))
        let timestamp = "\(Self.now)"
        let signature = Signature.text(token: account.tokens[0], timestamp: timestamp, nonce: "1")
        query = "signature=\(signature)&timestamp=\(timestamp)&nonce=1"
        let shared = Context.Shared(
            account: account, logger: Logger(label: "fuzz"), blocking: globalConcurrentExecutor)
        endpoint = Endpoint(account, Self.handlers, shared, limits: DocumentLimits())
    }

    func run(_ input: UnsafeRawBufferPointer) {
        let line = input.first == UInt8(ascii: "&") ? input.prefix { $0 != UInt8(ascii: "\n") } : input[..<0]
        let body = UnsafeRawBufferPointer(rebasing: line.isEmpty ? input[...] : input.dropFirst(line.count + 1))
        let query = Array(query.utf8) + line
        shakeHands(query)
        if let (push, envelope) = open(query, body) { answer(push, envelope) }
        if let text = String(validating: body, as: UTF8.self), !body.contains(0) { echo(text) }
    }

    private func shakeHands(_ query: [UInt8]) {
        query.withUnsafeBytes { query in
            guard let echo = try? endpoint.handshake(query, now: Self.now).echo else { return }
            let text = String(decoding: echo, as: UTF8.self)
            check(text.wholeMatch(of: /[A-Za-z0-9_-]{1,128}/) != nil, "an echo is harmless: \(text)")
        }
    }

    private func open(_ query: [UInt8], _ body: UnsafeRawBufferPointer) -> (Push, Envelope)? {
        query.withUnsafeBytes { query in
            guard let opened = try? endpoint.open(query, body, now: Self.now) else { return nil }
            return (opened.push, opened.envelope)
        }
    }

    /// Whatever a handler says, what is sent is well-formed, and for those it should be for.
    @discardableResult private func answer(_ push: Push, _ envelope: Envelope) -> Reply {
        let answer = Answer(endpoint, to: push, in: envelope, now: Self.now)
        if let format = answer.format {
            answer.check(answer.bytes, in: format, now: Self.now)
        } else {
            check(answer.bytes == Array("success".utf8), "success is seven bytes")
        }
        return answer.reply
    }

    /// No text that a user can send is lost, changes another field, or comes back otherwise.
    private func echo(_ text: String) {
        let document = """
            <xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[user]]></FromUserName>\
            <CreateTime>\(Self.now)</CreateTime><MsgType><![CDATA[text]]></MsgType>\
            <Content><![CDATA[\(text)]]></Content><MsgId>1</MsgId></xml>
            """
        let opened = Array(document.utf8).withUnsafeBytes { open(Array(query.utf8), $0) }
        guard let (push, envelope) = opened else {
            return check(false, "a text breaks its push: \(text.debugDescription)")
        }
        let expected = Self.joiningSplits(text.allowedInXML)
        check(
            push["Content"].map { Array($0.utf8) } == expected, "the text is read as it was: \(text.debugDescription)")
        check(
            push.openID == "user" && push.toUserName == "gh_1" && push.messageID == "1" && [push.kind] == Text.kinds
                && push.fields.children.count == 6, "the other fields are what they were: \(text.debugDescription)")
        let sent = answer(push, envelope)
        guard expected.count <= 2_048 else { return }
        check(sent.leaves.last?.text ?? [] == expected, "the text comes back: \(text.debugDescription)")
    }

    /// A text that has the standard's own way to write `]]>` cannot be told from one that has `]]>`.
    private static func joiningSplits(_ text: [UInt8]) -> [UInt8] {
        let split = Array("]]]]><![CDATA[>".utf8)
        var joined: [UInt8] = []
        var rest = text[...]
        while let first = rest.first {
            let isSplit = first == split[0] && rest.starts(with: split)
            if isSplit { joined += Array("]]>".utf8) } else { joined.append(first) }
            rest = rest.dropFirst(isSplit ? split.count : 1)
        }
        return joined
    }
}
