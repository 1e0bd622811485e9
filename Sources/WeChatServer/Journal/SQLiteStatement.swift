import CSQLite

/// A statement of a connection. When that is closed there is nothing left that could be run.
final class SQLiteStatement {
    private var raw: OpaquePointer?
    private var connection: OpaquePointer?
    /// Why a value could not be set.
    private var unbound = SQLITE_OK

    init(_ raw: OpaquePointer, of connection: OpaquePointer) {
        self.raw = raw
        self.connection = connection
    }

    deinit { close() }

    /// Ends the statement before its time.
    func close() {
        sqlite3_finalize(raw)
        raw = nil
        connection = nil
    }

    /// Sets the value at a place, which is counted from 1. `step` throws when it could not be set.
    func bind(_ place: Int32, _ number: Int) { note(sqlite3_bind_int64(raw, place, Int64(number))) }

    /// The same for a text.
    func bind(_ place: Int32, _ text: String) {
        var text = text
        text.withUTF8 { note(shim_bind_text(raw, place, $0.baseAddress, Int32($0.count))) }
    }

    /// The same for bytes.
    func bind(_ place: Int32, _ bytes: [UInt8]) {
        bytes.withUnsafeBytes { note(shim_bind_blob(raw, place, $0.baseAddress, Int32($0.count))) }
    }

    /// The same for SQL's NULL.
    func bindNull(_ place: Int32) { note(sqlite3_bind_null(raw, place)) }

    private func note(_ code: Int32) { if code != SQLITE_OK { unbound = code } }

    /// Goes on to the next row. False when there is none.
    func step() throws(SQLiteError) -> Bool {
        guard unbound == SQLITE_OK else { throw SQLiteError(unbound, connection) }
        switch sqlite3_step(raw) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw SQLiteError(code, connection)
        }
    }

    /// Runs a statement whose rows nobody wants.
    func run() throws(SQLiteError) {
        defer { reset() }
        while try step() {}
    }

    /// Makes the statement ready for another run, and the database free of this one.
    func reset() {
        sqlite3_reset(raw)
        unbound = SQLITE_OK
    }

    /// A number of the present row, whose columns are counted from 0.
    func integer(_ column: Int32) -> Int { Int(sqlite3_column_int64(raw, column)) }

    /// A text of the present row.
    func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }

    /// Bytes of the present row.
    func bytes(_ column: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(raw, column) else { return [] }
        return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(raw, column))))
    }

    /// Whether there is nothing in a column of the present row.
    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(raw, column) == SQLITE_NULL }
}
