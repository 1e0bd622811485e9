import WeChat
import XML

/// Why WeChat would not take an answer.
struct ReplyFault: Error {
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}

/// Reads the answer to a push as WeChat does.
struct ReplyReader {
    /// Whom a reply must be for.
    var user = ""
    /// What is taken for an answer.
    var rule = ReplyRule.message
    /// How the push was written.
    var format = WireFormat.xml
    /// Whether an answer in clear is not taken.
    var isSafe = false
    /// What opens an answer; nil where nothing is encrypted.
    var envelope: PushEnvelope?

    /// The answer as the user sees it.
    func view(status: Int, body: [UInt8]) -> ReplyView {
        do throws(ReplyFault) {
            guard status == 200 else { throw ReplyFault("status \(status)") }
            return ReplyView(text: try text(body), isAccepted: true)
        } catch {
            return ReplyView(fault: error.reason, rule)
        }
    }

    private func text(_ body: [UInt8]) throws(ReplyFault) -> String {
        if body.isEmpty || body == Array("success".utf8) {
            guard rule.receipt == nil else { throw ReplyFault("this kind takes nothing but: \(rule.description)") }
            return "(nothing: \(body.isEmpty ? "empty body" : "success"))"
        }
        let reply = try clear(try document(body))
        guard rule != .success else { throw ReplyFault("this kind takes nothing but: success") }
        if case .result(let form) = rule { return try result(reply, form) }
        return try message(reply)
    }

    private func document(_ body: [UInt8]) throws(ReplyFault) -> Fields {
        guard body.starts(with: "<xml>".utf8) || body.first == UInt8(ascii: "{") else {
            throw ReplyFault("neither success nor XML nor JSON")
        }
        // A result is taken in either format.
        guard isForResult || body.withUnsafeBytes({ WireFormat(of: $0) }) == format else {
            throw ReplyFault("a reply in another format than the push")
        }
        do {
            return try Fields(document: body)
        } catch {
            throw ReplyFault("broken: \(error.reason)")
        }
    }

    /// The reply out of its envelope, which must be there exactly when WeChat wants it; compatible mode takes both.
    private func clear(_ reply: Fields) throws(ReplyFault) -> Fields {
        let isSealed = reply["Encrypt"] != nil
        guard let envelope, rule.isSealed else {
            guard !isSealed else { throw ReplyFault("an encrypted reply, and this must be answered in clear") }
            return reply
        }
        if isSealed { return try document(try envelope.open(reply)) }
        guard !isSafe else { throw ReplyFault("a reply in clear, and safe mode wants it encrypted") }
        return reply
    }

    private func result(_ reply: Fields, _ form: ResultForm) throws(ReplyFault) -> String {
        if form == .logistics { try checkAddress(reply) }
        guard let code = reply.integer(form.codeName) else { throw ReplyFault("a reply without \(form.codeName)") }
        return "(\(form.codeName) \(code): \(reply[form.messageName] ?? ""))"
    }

    private func message(_ reply: Fields) throws(ReplyFault) -> String {
        try checkAddress(reply)
        let type = reply.trimmed("MsgType")
        guard rule.takes(type) else { throw ReplyFault("a reply of type \(type); taken is: \(rule.description)") }
        guard let shown = ReplyView.content(of: reply, type), !shown.isEmpty else {
            throw ReplyFault("a reply of unknown type, or an empty one")
        }
        return shown
    }

    private var isForResult: Bool {
        if case .result = rule { true } else { false }
    }

    private func checkAddress(_ reply: Fields) throws(ReplyFault) {
        guard reply["ToUserName"] == user else { throw ReplyFault("the reply is not for \(user)") }
    }
}

extension ReplyRule {
    /// Whether a message of that type is taken.
    fileprivate func takes(_ type: String) -> Bool {
        switch self {
        case .message: true
        case .transfer: type == "transfer_customer_service"
        case .widget: type == "widget_data"
        case .device: type.hasPrefix("device_") || type == "hardware"
        case .success, .result: false
        }
    }
}
