import CSQLite

/// What SQLite refused.
package struct SQLiteError: Error, Equatable, CustomStringConvertible {
    /// SQLite's extended result code.
    let code: Int32
    /// The same in SQLite's words. They quote no value.
    let message: String

    /// What SQLite said last of a connection.
    init(_ code: Int32, _ connection: OpaquePointer?) {
        self.code = connection.map { sqlite3_extended_errcode($0) } ?? code
        message = String(cString: connection.map { sqlite3_errmsg($0) } ?? sqlite3_errstr(code))
    }

    /// What a check of the file has found.
    init(corrupt message: String) {
        code = SQLITE_CORRUPT
        self.message = message
    }

    /// The result code without what extends it.
    private var kind: Int32 { code & 0xFF }

    /// Whether the file is not what SQLite has written.
    package var isCorruption: Bool { kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB }

    /// Whether another connection has what is wanted.
    var isBusy: Bool { kind == SQLITE_BUSY }

    /// Whether there is no room, on the disk or below the file's bound.
    var isFull: Bool { kind == SQLITE_FULL }

    package var description: String { "\(message) (SQLite \(code))" }
}
