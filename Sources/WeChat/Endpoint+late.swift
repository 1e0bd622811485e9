/// Answers for which the reply to a push has no time, or no room.
extension Endpoint {
    /// What may be done about an answer to the push that comes late: none where WeChat takes no message for an answer.
    package func lateSteps(for push: Push) -> [LateStep] {
        let rule = replyRule(for: push)
        guard rule == .message || rule == .transfer else { return [] }
        return (handlers.latePolicy(for: push) ?? account.latePolicy).steps.filter { step in
            switch step {
            case .retry: true
            case .customerService: account.callsAPI
            case .mailbox: rule == .message
            }
        }
    }

    /// Whether the whole reply can be the answer to the push, as far as that is seen at once.
    package func fits(_ reply: Reply?) -> Bool {
        guard account.type != .miniProgram else { return false }
        guard case .text(let text) = reply else { return true }
        return text.utf8.count <= Reply.textLimit
    }

    /// What of a reply is the answer to the push, and what must reach the user late. Nothing is late where there is no way.
    package func parted(_ reply: Reply, to push: Push) -> (now: Reply?, late: Reply?) {
        let steps = lateSteps(for: push)
        let rule = replyRule(for: push)
        if rule == .transfer, steps.contains(.customerService), !rule.accepts(reply, to: push), reply.isDocument {
            return (nil, reply)
        }
        guard rule == .message, case .text(let text) = reply, let way = steps.first(where: { $0 != .retry }) else {
            return (reply, nil)
        }
        let mark = way == .mailbox ? account.late.continuationNotice : ""
        let cleaned = XMLText.cleaned(text)
        let first = cleaned.pieces(of: max(Reply.textLimit - mark.utf8.count, Reply.textLimit / 2)).first
        guard let first, first.endIndex < cleaned.endIndex, cleaned.utf8.count > Reply.textLimit else {
            return (reply, nil)
        }
        return (.text(first + mark), .text(String(cleaned[first.endIndex...])))
    }
}
