import Bytes
import WeChat
import WeChatServer

/// A row of the journal with everything in it.
struct JournalRowView {
    private let row: JournalRow
    /// Nil when the document is not there, or cannot be read.
    private let push: Push?

    init(_ row: JournalRow) {
        self.row = row
        push = try? Push(document: row.body)
    }

    /// It all in lines, and the documents below.
    var text: String {
        let width = fields.map(\.name.count).max() ?? 0
        let lines = fields.map { field in
            guard field.children.isEmpty else { return "\(field.name):\n\(field.children.json(.readable))" }
            return "\(field.name):".padded(to: width + 1) + " " + field.text.printable
        }
        return lines.joined(separator: "\n")
    }

    /// It all by name.
    var fields: [DocumentField] {
        var fields = [
            DocumentField("id", "\(row.id)"), DocumentField("received", "\(Moment(seconds: row.received))"),
            DocumentField("account", row.account), DocumentField("kind", row.kind),
            DocumentField("state", "\(row.state)"), DocumentField("attempts", "\(row.attempts)"),
        ]
        if let given = row.reply {
            fields.append(DocumentField("answered", "\(Moment(seconds: given.time))"))
            fields += answer("answer", given.reply, at: given.time)
        }
        fields.append(DocumentField("late", "\(row.late.step)"))
        if case .waiting(let reply) = row.late { fields += answer("late_answer", reply, at: row.received) }
        if !row.reason.isEmpty { fields.append(DocumentField("reason", row.reason)) }
        return fields + document
    }

    private var document: [DocumentField] {
        if let push { return [DocumentField("document", [DocumentField](push.fields))] }
        return [DocumentField("document", row.body.isEmpty ? "(deleted)" : String(decoding: row.body, as: UTF8.self))]
    }

    /// A reply as the user reads it, and as it is written.
    private func answer(_ name: String, _ reply: Reply?, at time: Int) -> [DocumentField] {
        guard let reply else { return [DocumentField(name, "success")] }
        guard let push else { return [DocumentField(name, "\(reply)")] }
        let format = row.body.withUnsafeBytes { WireFormat(of: $0) }
        let document = reply.document(answering: push, in: format, now: time)
        let reader = ReplyReader(user: push.openID, rule: PushCatalogue.replyRule(for: push), format: format)
        return [
            DocumentField(name, reader.view(status: 200, body: document).text),
            DocumentField("\(name)_document", String(decoding: document, as: UTF8.self)),
        ]
    }
}
