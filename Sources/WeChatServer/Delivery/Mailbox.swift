import WeChat

/// Answers that wait for their user's next message.
struct Mailbox {
    /// An answer.
    struct Letter: Sendable {
        let reply: Reply
        /// What the user has to write for it; nil when any message will do.
        let word: String?
        /// When it was written, in seconds since 1970.
        let time: Int
        /// The row of its push in the journal.
        var row: JournalRow.ID?
    }

    /// A letter by the number that it has among all.
    private struct Kept {
        let number: Int
        let letter: Letter
    }

    private let limits: Configuration.Pushes
    private var letters: [PushKey.User: [Kept]] = [:]
    /// Whose the last letters were, also those that were taken: around and around, letter `n` at `n % limits.mailbox`.
    private var users: [PushKey.User] = []
    /// The number of the next letter.
    private var next = 0

    init(_ limits: Configuration.Pushes) {
        self.limits = limits
    }

    /// Keeps a letter. The one that had to go for it.
    mutating func put(_ letter: Letter, for user: PushKey.User) -> Letter? {
        let place = next % limits.mailbox
        let dropped = users.count < limits.mailbox ? nil : drop(next - limits.mailbox, of: users[place])
        if place < users.count { users[place] = user } else { users.append(user) }
        letters[user, default: []].append(Kept(number: next, letter: letter))
        next += 1
        return dropped
    }

    /// Takes the first letter that a message of that `text` fetches; nil for an event.
    mutating func take(for user: PushKey.User, now: Int, _ text: @autoclosure () -> String?) -> Letter? {
        guard !letters.isEmpty, let kept = letters[user], let text = text() else { return nil }
        var left = kept.filter { now - $0.letter.time < limits.answerTime }
        let found = left.firstIndex { $0.letter.word == nil || $0.letter.word == text }.map { left.remove(at: $0) }
        letters[user] = left.isEmpty ? nil : left
        return found?.letter
    }

    mutating func removeAll(for user: PushKey.User) {
        letters[user] = nil
    }

    /// The letter, if it was still there.
    private mutating func drop(_ number: Int, of user: PushKey.User) -> Letter? {
        guard let place = letters[user]?.firstIndex(where: { $0.number == number }) else { return nil }
        let dropped = letters[user]?.remove(at: place).letter
        if letters[user]?.isEmpty ?? true { letters[user] = nil }
        return dropped
    }
}
