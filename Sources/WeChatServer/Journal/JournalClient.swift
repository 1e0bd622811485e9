import Bytes
import Glibc
import Networking
package import WeChat

/// A journal seen from outside, by a process that is not its server: reads it, and asks the server for something. What is
/// asked of a server that is stopped it does when it starts.
package final class JournalClient {
    /// The journal's directory.
    package let directory: String
    private let file: String
    private let reader: JournalReader

    /// How long a request waits for its turn to be written, in milliseconds.
    private static let patience = 10_000
    /// Between two looks at what has come of one, in microseconds.
    private static let pause: UInt32 = 10_000
    /// What of a journal is large is read in so many rows, so that the server can empty its log meanwhile.
    private static let page = 1_000

    /// Opens a journal that is there.
    package init(_ directory: String) throws(JournalError) {
        self.directory = directory
        let file = JournalDirectory.file(in: directory)
        self.file = file
        guard access(file, R_OK | W_OK) == 0 else {
            throw errno == ENOENT ? .none(directory) : .directory(file, errno: errno)
        }
        let (reader, version, seed) = try JournalError.refusing { () throws(SQLiteError) in
            let connection = try SQLiteConnection(file, isReader: true)
            let version = try connection.number("PRAGMA user_version")
            // A file that is just being made has no tables yet.
            let seed = version == JournalFile.version ? try JournalFile.knownSeed(connection) : nil
            return (JournalReader(connection), version, seed)
        }
        guard version <= JournalFile.version else { throw .laterVersion(file, version: version) }
        guard let seed, seed.use() else { throw .none(directory) }
        self.reader = reader
    }

    /// Whether a server has the journal.
    package var isServed: Bool { JournalDirectory.isInUse(directory) }

    /// What was moved away in that directory because it was damaged.
    package static func filesSetAside(in directory: String) -> [String] {
        guard let listing = opendir(directory) else { return [] }
        defer { closedir(listing) }
        var names: [String] = []
        while let entry = readdir(listing) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { name in
                String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.contains(".corrupt-") { names.append(name) }
        }
        return names.sorted()
    }

    /// The last rows that were asked for, in the order of arrival and without their documents.
    package func lastRows(_ filter: JournalFilter, limit: Int) throws(JournalError) -> [JournalRow] {
        try JournalError.refusing { () throws(SQLiteError) in try reader.lastRows(filter, limit: limit) }
    }

    /// The numbers of all rows that were asked for.
    package func ids(_ filter: JournalFilter) throws(JournalError) -> [JournalRow.ID] {
        try JournalError.refusing { () throws(SQLiteError) in
            var ids: [JournalRow.ID] = []
            while true {
                let rows = try reader.rows(filter, after: ids.last ?? 0, limit: Self.page)
                ids += rows.map(\.id)
                if rows.count < Self.page { return ids }
            }
        }
    }

    /// A row with its document; nil when there is none of that number.
    package func row(_ id: JournalRow.ID) throws(JournalError) -> JournalRow? {
        try JournalError.refusing { () throws(SQLiteError) in try reader.row(id) }
    }

    /// What a user may be called in the journal.
    package func users(_ openID: String) throws(JournalError) -> [PushKey.User] {
        let accounts = try JournalError.refusing { () throws(SQLiteError) in try reader.accounts() }
        return accounts.map { PushKey.user(openID, account: PushKey.account($0)) }
    }

    /// What there is of the user with an openid, in the account of that name or any.
    package func traces(of openID: String, account: String?) throws(JournalError) -> JournalTraces {
        let filter = JournalFilter(account: account, users: try users(openID))
        return try JournalError.refusing { () throws(SQLiteError) in
            var users: Set<PushKey.User> = []
            var own: Set<JournalRow.ID> = []
            var rows: [JournalRow] = []
            repeat {
                rows = try reader.rows(filter, after: rows.last?.id ?? 0, limit: Self.page)
                users.formUnion(rows.map(\.key.user))
                own.formUnion(rows.map(\.id))
            } while rows.count == Self.page
            let mentions = try reader.mentions(of: openID, account: account).filter { !own.contains($0) }
            return JournalTraces(openID: openID, users: users.sorted(), own: own.sorted(), mentions: mentions)
        }
    }
}

/// What there is of a user in a journal.
package struct JournalTraces: Sendable {
    let openID: String
    /// What the user is called in there.
    let users: [PushKey.User]
    /// The user's own pushes.
    let own: [JournalRow.ID]
    /// Pushes of others that name the user: some events are not sent by whom they are about.
    let mentions: [JournalRow.ID]

    package var isEmpty: Bool { own.isEmpty && mentions.isEmpty }
}

/// What is asked for.
extension JournalClient {
    /// Has the handlers asked about pushes again.
    package func replay(_ rows: [JournalRow.ID]) throws(JournalError) {
        try request(rows.map { .replay($0) })
    }

    /// Whether the server has not taken the request to replay that push.
    package func isReplayDue(_ id: JournalRow.ID) throws(JournalError) -> Bool {
        try JournalError.refusing { () throws(SQLiteError) in try reader.isDue(.replay(id)) }
    }

    /// Has all deleted that there is of a user, and waits at most so many milliseconds for it: false when it is not yet.
    ///
    /// Where there is no server this process does it.
    package func erase(_ traces: JournalTraces, within milliseconds: Int) throws(JournalError) -> Bool {
        guard isServed else {
            try eraseHere(traces)
            return true
        }
        let requests = traces.users.map { JournalRequest.forget($0) } + traces.mentions.map { .erase($0) }
        try request(requests)
        return try Self.wait(milliseconds) { () throws(SQLiteError) in
            for request in requests where try reader.isDue(request) { return false }
            return true
        }
    }

    /// Not by a `Journal`, which would take down a start and a stop: how the last process has ended is for the next one.
    private func eraseHere(_ traces: JournalTraces) throws(JournalError) {
        let lock = try JournalDirectory(directory)
        defer { lock.unlock() }
        try JournalError.refusing { () throws(SQLiteError) in
            let connection = try SQLiteConnection(file)
            defer { connection.close() }
            try connection.execute(
                "PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 0; PRAGMA temp_store = MEMORY")
            try connection.transaction { () throws(SQLiteError) in
                try connection.delete((traces.own + traces.mentions).map { (id: $0, isSpared: false) })
            }
            _ = try connection.checkpoint(truncates: true)
        }
        // Who was in a handler when the process died. It costs a hint to who is why, but for few and seldom.
        let notes = JournalDirectory.notes(in: directory)
        if [UInt8](contentsOf: notes)?.contains(Array(traces.openID.utf8)) ?? false { unlink(notes) }
    }

    private static func wait(
        _ milliseconds: Int, _ condition: () throws(SQLiteError) -> Bool
    ) throws(JournalError) -> Bool {
        let end = MonotonicTime.now() + milliseconds
        while try !JournalError.refusing(condition) {
            guard .now() < end else { return false }
            usleep(pause)
        }
        return true
    }

    /// Writes beside the server, which under load lets others in for moments only, between two transactions.
    private func request(_ requests: [JournalRequest]) throws(JournalError) {
        let end = MonotonicTime.now() + Self.patience
        while true {
            do throws(SQLiteError) {
                let connection = try SQLiteConnection(file, patience: 0)
                defer { connection.close() }
                // The log is the server's to look after.
                try connection.execute("PRAGMA wal_autocheckpoint = 0")
                return try connection.transaction { () throws(SQLiteError) in
                    for request in requests { try request.add(to: connection) }
                }
            } catch {
                guard error.isBusy, .now() < end else { throw .refused(error) }
                usleep(200)
            }
        }
    }
}
