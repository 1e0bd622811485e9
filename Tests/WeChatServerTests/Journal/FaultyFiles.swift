import CSQLite
import Glibc
import Networking

/// A way to files for SQLite that fails when a test says so: the system's own, whose writes and syncs are counted.
final class FaultyFiles: Sendable {
    struct State {
        /// Writes and syncs since `arm`.
        var calls = 0
        /// The calls that fail, and with what.
        var failing = 0..<0
        var code = SQLITE_IOERR
        /// Whether something was written to a write-ahead log and not synced.
        var isLogUnsynced = false
    }

    let name: String
    let state = Locked(State())

    private static let count = Locked(0)

    init() {
        name = Self.count.withLock { count in
            count += 1
            return "faulty \(count)"
        }
        // SQLite keeps the addresses, and the tests' process is short.
        let files = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        files.initialize(to: sqlite3_vfs_find(nil).pointee)
        files.pointee.zName = strdup(name).map { UnsafePointer($0) }
        files.pointee.xOpen = openFaulty
        owners.withLock { $0[UInt(bitPattern: files)] = self }
        sqlite3_vfs_register(files, 0)
    }

    /// There is no room any more, until `arm` says otherwise.
    func fillDisk() { arm(1..<Int.max, SQLITE_FULL) }

    /// Lets those of the next writes and syncs fail.
    func arm(_ failing: Range<Int>, _ code: Int32 = SQLITE_IOERR) {
        state.withLock { state in
            state.calls = 0
            state.failing = failing
            state.code = code
        }
    }

    /// Whether the next call fails, and with what.
    fileprivate func fault() -> Int32? {
        state.withLock { state in
            state.calls += 1
            return state.failing.contains(state.calls) ? state.code : nil
        }
    }
}

/// A file that is open, the system's methods for it, and whose it is.
private struct OpenFile: @unchecked Sendable {  // the methods are constants of SQLite
    let owner: FaultyFiles
    let methods: UnsafePointer<sqlite3_io_methods>
    let isLog: Bool
}

private let owners = Locked<[UInt: FaultyFiles]>([:])
private let files = Locked<[UInt: OpenFile]>([:])

private func file(_ file: UnsafeMutablePointer<sqlite3_file>?) -> OpenFile {
    // Only files that were opened below have these methods.
    files.withLock { $0[UInt(bitPattern: file)].unsafelyUnwrapped }
}

private func openFaulty(
    _ vfs: UnsafeMutablePointer<sqlite3_vfs>?, _ path: sqlite3_filename?, _ opened: UnsafeMutablePointer<sqlite3_file>?,
    _ flags: Int32, _ out: UnsafeMutablePointer<Int32>?
) -> Int32 {
    let code = sqlite3_vfs_find(nil).pointee.xOpen(vfs, path, opened, flags, out)
    guard code == SQLITE_OK, let opened, let methods = opened.pointee.pMethods,
        let owner = owners.withLock({ $0[UInt(bitPattern: vfs)] })
    else { return code }
    let own = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
    own.initialize(to: methods.pointee)
    own.pointee.xWrite = writeFaulty
    own.pointee.xSync = syncFaulty
    let isLog = flags & SQLITE_OPEN_WAL != 0
    files.withLock { $0[UInt(bitPattern: opened)] = OpenFile(owner: owner, methods: methods, isLog: isLog) }
    opened.pointee.pMethods = UnsafePointer(own)
    return code
}

private func writeFaulty(
    _ raw: UnsafeMutablePointer<sqlite3_file>?, _ bytes: UnsafeRawPointer?, _ count: Int32, _ place: sqlite3_int64
) -> Int32 {
    let file = file(raw)
    if let code = file.owner.fault() { return code }
    if file.isLog { file.owner.state.withLock { $0.isLogUnsynced = true } }
    return file.methods.pointee.xWrite(raw, bytes, count, place)
}

private func syncFaulty(_ raw: UnsafeMutablePointer<sqlite3_file>?, _ flags: Int32) -> Int32 {
    let file = file(raw)
    if let code = file.owner.fault() { return code }
    let code = file.methods.pointee.xSync(raw, flags)
    if file.isLog, code == SQLITE_OK { file.owner.state.withLock { $0.isLogUnsynced = false } }
    return code
}
