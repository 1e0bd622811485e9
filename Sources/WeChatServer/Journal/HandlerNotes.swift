import Glibc
import WeChat

/// Which pushes are in handlers now: a note for each loop, in memory that outlives the process, because a handler that
/// does not wait is asked before its push is in the journal. (A failure of power loses it. Nobody was answered then.)
///
/// Each loop writes its own note. A note is a push's row with its document, or without it where it has no room. When the
/// process dies of itself, what it died in is marked (`CrashMark`).
final class HandlerNotes: @unchecked Sendable {  // each part of the memory belongs to one loop
    /// What a process has left that died.
    struct Left: Sendable {
        let arrival: JournalArrival
        /// Whether it died of this handler: of a trap, say, and not because somebody has killed it.
        let isReason: Bool
    }

    let left: [Left]
    /// Whether the last process died of itself, and none of the notes says of what.
    let isReasonUnknown: Bool
    private let memory: UnsafeMutableRawBufferPointer

    /// Bytes of a note: the largest document that the default limits allow, and what stands before it.
    private static let size = 73_728

    /// Opens the file, reads what was left in it, and makes room for `count` notes.
    init(_ file: String, count: Int) throws(JournalError) {
        let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .directory(file, errno: errno) }
        defer { close(descriptor) }
        let notes = Self.notes(descriptor)
        left = notes.compactMap { note in note.arrival.map { Left(arrival: $0, isReason: note.isReason) } }
        isReasonUnknown = notes.contains(where: \.isReason) && !left.contains(where: \.isReason)
        let bytes = count * Self.size
        // A page that has no place on the disk would be the process's end when it is written.
        let failure = ftruncate(descriptor, 0) == 0 ? posix_fallocate(descriptor, 0, bytes) : errno
        guard failure == 0 else { throw .directory(file, errno: failure) }
        let address = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
        guard let address, address != MAP_FAILED else { throw .directory(file, errno: errno) }
        memory = UnsafeMutableRawBufferPointer(start: address, count: bytes)
        CrashMark.watch(memory, size: Self.size)
    }

    deinit {
        CrashMark.forget(memory)
        munmap(memory.baseAddress, memory.count)
    }

    /// A handler is asked about a push, on this thread.
    func set(_ place: Int, _ arrival: borrowing JournalArrival, isThisThread: Bool = true) {
        slot(place).write(arrival, thread: isThisThread ? CrashMark.thread : 0)
    }

    /// It has come back. Nothing of the push stays.
    func clear(_ place: Int) {
        let slot = slot(place)
        guard let start = slot.baseAddress else { return }
        memset(start, 0, min(slot.load(as: Int.self), slot.count))
    }

    private func slot(_ place: Int) -> UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(rebasing: memory[place * Self.size..<(place + 1) * Self.size])
    }

    /// What the file says: a note may be none, and be marked all the same.
    private static func notes(_ descriptor: Int32) -> [(arrival: JournalArrival?, isReason: Bool)] {
        var buffer = [UInt8](repeating: 0, count: size)
        var notes: [(JournalArrival?, Bool)] = []
        while read(descriptor, &buffer, size) == size {
            notes.append(buffer.withUnsafeBytes { (JournalArrival(note: $0), NoteNumber.crash.value($0) != 0) })
        }
        return notes
    }
}

/// A note: its length, which is written last; numbers, of which the last four are the lengths of what follows: the
/// account, the authorizer, the kind and the document.
extension UnsafeMutableRawBufferPointer {
    fileprivate func write(_ arrival: borrowing JournalArrival, thread: Int) {
        var end = NoteNumber.end
        func put(_ number: NoteNumber, _ bytes: some Collection<UInt8>) {
            let fits = end + bytes.count <= count
            storeBytes(of: fits ? bytes.count : 0, toByteOffset: number.offset, as: Int.self)
            guard fits else { return }
            UnsafeMutableRawBufferPointer(rebasing: self[end...]).copyBytes(from: bytes)
            end += bytes.count
        }
        storeBytes(of: thread, toByteOffset: NoteNumber.thread.offset, as: Int.self)
        storeBytes(of: arrival.received, toByteOffset: NoteNumber.received.offset, as: Int.self)
        storeBytes(of: arrival.attempts, toByteOffset: NoteNumber.attempts.offset, as: Int.self)
        storeBytes(of: arrival.key.user, toByteOffset: NoteNumber.user.offset, as: UInt64.self)
        storeBytes(of: arrival.key.own, toByteOffset: NoteNumber.own.offset, as: UInt64.self)
        put(.account, arrival.account.utf8)
        put(.authorizer, arrival.authorizer.utf8)
        put(.kind, arrival.kind.utf8)
        put(.body, arrival.body)
        storeBytes(of: end, as: Int.self)
    }
}

extension JournalArrival {
    /// What a note says; nil when there is none, or the process died while it wrote it.
    fileprivate init?(note: UnsafeRawBufferPointer) {
        func number(_ number: NoteNumber) -> Int { number.value(note) }
        var rest = NoteNumber.end
        func bytes(_ length: NoteNumber) -> UnsafeRawBufferPointer? {
            let count = number(length)
            guard 0...(note.count - rest) ~= count else { return nil }
            defer { rest += count }
            return UnsafeRawBufferPointer(rebasing: note[rest..<rest + count])
        }
        guard number(.length) > 0, let account = bytes(.account), let authorizer = bytes(.authorizer),
            let kind = bytes(.kind), let body = bytes(.body)
        else { return nil }
        self.init(
            key: PushKey(user: UInt64(hash: number(.user)), own: UInt64(hash: number(.own))),
            account: String(decoding: account, as: UTF8.self), authorizer: String(decoding: authorizer, as: UTF8.self),
            kind: String(decoding: kind, as: UTF8.self), body: Array(body), received: number(.received),
            attempts: number(.attempts))
    }
}

/// The numbers at a note's beginning.
enum NoteNumber: Int {
    case length, crash, thread, received, attempts, user, own, account, authorizer, kind, body

    var offset: Int { rawValue * 8 }

    static let end = 11 * 8

    func value(_ note: UnsafeRawBufferPointer) -> Int { note.load(fromByteOffset: offset, as: Int.self) }
}
