import Glibc

/// Why there is no journal, or a push is not in it.
package enum JournalError: Error, Equatable {
    /// There is no journal in that directory.
    case none(String)
    /// The directory cannot be made or opened.
    case directory(String, errno: Int32)
    /// Another process has it.
    case inUse(String)
    /// A later version of the server has written it.
    case laterVersion(String, version: Int)
    /// A damaged file cannot be moved out of the way.
    case damaged(String, errno: Int32)
    /// SQLite has kept another setting than it was given.
    case setting(String, found: String)
    case refused(SQLiteError)

    /// The reason in words.
    package var reason: String {
        switch self {
        case .none(let path): "\(path) holds no journal"
        case .directory(let path, let number): "\(path): \(Self.words(number))"
        case .inUse(let path): "\(path) is in use by another process; each server needs a directory of its own"
        case .laterVersion(let path, let version):
            "\(path) was written by a later version of this server (version \(version) of the journal, this one knows"
                + " \(JournalFile.version)); start that one, or move the file away"
        case .damaged(let path, let number): "\(path) is damaged and cannot be moved away: \(Self.words(number))"
        case .setting(let name, let found): "SQLite has \(name) at \(found)"
        case .refused(let error): error.description
        }
    }

    /// Whether it may be otherwise in a moment.
    var isTemporary: Bool {
        guard case .refused(let error) = self else { return false }
        return !error.isCorruption
    }

    /// Calls `body`, and says of SQLite's errors that they are the journal's.
    static func refusing<Result>(_ body: () throws(SQLiteError) -> Result) throws(JournalError) -> Result {
        do throws(SQLiteError) {
            return try body()
        } catch {
            throw .refused(error)
        }
    }

    private static func words(_ number: Int32) -> String { String(cString: strerror(number)) }
}
