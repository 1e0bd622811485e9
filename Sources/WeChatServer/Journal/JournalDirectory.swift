import Glibc

/// The journal's directory, which one process has at a time.
final class JournalDirectory: Sendable {
    let path: String
    private let descriptor: Int32

    /// The journal's file in it.
    var file: String { Self.file(in: path) }

    static func file(in path: String) -> String { path + "/journal.db" }

    /// That of the `HandlerNotes` beside it.
    static func notes(in path: String) -> String { path + "/handlers" }

    /// Makes the directory for this user alone where there is none, and locks it until this is let go, or the process ends.
    init(_ path: String) throws(JournalError) {
        self.path = path
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .directory(path, errno: errno) }
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .directory(path, errno: errno) }
        let failure = Self.lock(descriptor)
        guard failure == 0 else { throw failure == EWOULDBLOCK ? .inUse(path) : .directory(path, errno: failure) }
    }

    /// Whether a process has that directory.
    static func isInUse(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0
    }

    /// The error's number; 0 for none.
    private static func lock(_ descriptor: Int32) -> Int32 {
        for _ in 0..<20 {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return 0 }
            guard errno == EWOULDBLOCK else { return errno }
            // Whoever asks whether it is in use has it for a moment.
            usleep(1_000)
        }
        return EWOULDBLOCK
    }

    /// Also behind an `init` that has thrown.
    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Lets another process have it.
    func unlock() { flock(descriptor, LOCK_UN) }

    /// Makes the file where there is none, so that nobody else may read it; SQLite gives the same right to those beside it.
    func makeFile() throws(JournalError) {
        let made = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard made >= 0 else { throw .directory(file, errno: errno) }
        close(made)
        // A file that is not in its directory after a failure of power is not there.
        guard fsync(descriptor) == 0 else { throw .directory(path, errno: errno) }
    }

    /// Moves the file away, with the log that belongs to it. Where to.
    func setAside(now: Int) throws(JournalError) -> String {
        var place = "\(file).corrupt-\(now)"
        // Nothing that was set aside is written over.
        while access(place, F_OK) == 0 { place += "+" }
        for suffix in ["-wal", "-shm", ""] where rename(file + suffix, place + suffix) != 0 && errno != ENOENT {
            throw .damaged(file, errno: errno)
        }
        return place
    }
}
