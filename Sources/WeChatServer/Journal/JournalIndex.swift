import WeChat

/// Where the pushes of earlier processes stand, by their keys: what this one has taken it knows itself.
struct JournalIndex: Sendable {
    /// Sixteen bytes a push.
    private struct Entry {
        let mark: UInt64
        let id: JournalRow.ID
    }

    /// In the order of their marks, and of their arrival.
    private let entries: [Entry]

    var count: Int { entries.count }

    /// The pushes that came since then, in seconds since 1970.
    init(_ connection: SQLiteConnection, since: Int) throws(SQLiteError) {
        let statement = try connection.statement("SELECT id, user, own FROM push WHERE received >= ?1")
        defer { statement.reset() }
        statement.bind(1, since)
        var entries: [Entry] = []
        while try statement.step() {
            let key = PushKey(user: UInt64(hash: statement.integer(1)), own: UInt64(hash: statement.integer(2)))
            entries.append(Entry(mark: key.mark, id: statement.integer(0)))
        }
        entries.sort { ($0.mark, $0.id) < ($1.mark, $1.id) }
        self.entries = entries
    }

    /// The pushes that may have that key, from the latest on.
    func candidates(_ key: PushKey) -> [JournalRow.ID] {
        let mark = key.mark
        var place = entries.bound { $0.mark > mark }
        var found: [JournalRow.ID] = []
        while place > 0, entries[place - 1].mark == mark {
            place -= 1
            found.append(entries[place].id)
        }
        return found
    }
}

extension PushKey {
    /// Two hashes in one, which differs for what one user sends and for what two do.
    fileprivate var mark: UInt64 { own ^ (user << 32 | user >> 32) }
}

extension Array {
    /// Where the elements begin of which the condition holds, when they are all behind the others.
    fileprivate func bound(_ condition: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if condition(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
