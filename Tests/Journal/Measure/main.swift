// What the journal's store costs, alone: `Tests/Journal/run` builds and runs it.
import Glibc
import Networking
import WeChat

@testable import WeChatServer

let directory = CommandLine.arguments.dropFirst().first ?? "."
let keys = CommandLine.arguments.dropFirst(2).first.flatMap { Int($0) } ?? 1_000_000

func report(_ text: String) {
    print(text)
    fflush(nil)
}

func fixed(_ value: Double) -> String { String(Double(Int(value * 1_000)) / 1_000) }

/// What processors this process has used, in seconds.
func processorTime() -> Double {
    var usage = rusage()
    getrusage(0, &usage)  // RUSAGE_SELF, which Swift has as another type
    return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
}

func seconds(_ body: () throws -> Void) rethrows -> Double {
    let begin = MonotonicTime.now()
    try body()
    return Double(MonotonicTime.now().nanoseconds - begin.nanoseconds) / 1_000_000_000
}

extension [UInt64] {
    /// Of nanoseconds, in milliseconds.
    func percentile(_ percent: Int) -> Double { Double(sorted()[(count - 1) * percent / 100]) / 1_000_000 }
}

/// The time of one fdatasync behind a page that is written again, in milliseconds.
func measuredSync() -> Double {
    let file = open(directory + "/sync", O_RDWR | O_CREAT, 0o600)
    defer {
        close(file)
        unlink(directory + "/sync")
    }
    let page = [UInt8](repeating: 7, count: 4_096)
    var times: [UInt64] = []
    for index in 0..<2_000 {
        let begin = MonotonicTime.now()
        pwrite(file, page, page.count, off_t(index % 1_000 * page.count))
        fdatasync(file)
        if index >= 1_000 { times.append(MonotonicTime.now().nanoseconds - begin.nanoseconds) }
    }
    return times.percentile(50)
}

func arrival(_ number: Int, received: Int) -> JournalArrival {
    // Keys as they are: hashes.
    let hash = UInt64(number) &* 0x9E37_79B9_7F4A_7C15
    return JournalArrival(
        key: PushKey(user: hash >> 7, own: hash &* 0xBF58_476D_1CE4_E5B9), account: "main", kind: "text",
        body: [UInt8](repeating: 0x78, count: 325), received: received)
}

let loop = EventLoop()
loop.start()

/// Hands in `rate` pushes a second, each with an answer later, and takes down when each was kept. Nil is as many as can be.
func load(_ rate: Int?, _ policy: Journal.Policy, sync: Double) throws {
    let path = directory + "/load"
    var options = Journal.Options()
    options.policy = policy
    let journal = try Journal(path, options)
    let times = Locked<[UInt64]>([])
    let count = rate.map { $0 * 5 } ?? 200_000
    let answer = PushAnswer(reply: .text("a reply of some bytes"), time: time(nil))
    let begin = MonotonicTime.now()
    let processor = processorTime()
    let taken = seconds {
        for number in 0..<count {
            if let rate {
                let due = begin.nanoseconds + UInt64(number) * 1_000_000_000 / UInt64(rate)
                while MonotonicTime.now().nanoseconds < due { usleep(200) }
            } else {
                while journal.health.waiting > 512 { usleep(100) }
            }
            let handed = MonotonicTime.now().nanoseconds
            let id = journal.insert(arrival(number, received: time(nil)), on: loop) {
                times.withLock { $0.append(MonotonicTime.now().nanoseconds - handed) }
            }
            journal.write(.answer(id, answer, isKept: true))
        }
        while times.withLock({ $0.count }) < count { usleep(100) }
    }
    let used = (processorTime() - processor) / Double(count) * 1_000_000
    let health = journal.health
    let all = times.withLock { $0 }
    journal.close()
    report(
        "\(policy) \(rate.map { "\($0)/s" } ?? "as many as can be"): \(Int(Double(count) / taken)) pushes/s, "
            + "\(count * 2 / max(health.commits, 1)) operations a commit, p50 \(fixed(all.percentile(50))) ms "
            + "(\(fixed(all.percentile(50) / sync)) syncs), p99 \(fixed(all.percentile(99))) ms "
            + "(\(fixed(all.percentile(99) / sync)) syncs), \(fixed(used)) us of processor a push, sender included")
    for name in ["journal.db", "journal.db-wal", "journal.db-shm"] { unlink(path + "/" + name) }
}

/// What there is to say of many keys.
func many() throws {
    let path = directory + "/many"
    var options = Journal.Options()
    options.policy = .fast
    options.retention.bytes = 8 << 30
    let now = time(nil)
    let journal = try Journal(path, options)
    let answer = PushAnswer(reply: .text("a reply of some bytes"), time: now)
    let filled = seconds {
        for number in 0..<keys {
            while journal.health.waiting > 4_096 { usleep(100) }
            var arrival = arrival(number, received: now)
            arrival.answer = answer
            journal.insert(arrival, on: loop) {}
        }
        journal.close()
    }
    var status = stat()
    stat(path + "/journal.db", &status)
    report("\(keys) keys: written in \(fixed(filled)) s, the file has \(status.st_size >> 20) MB")
    try lookUp(path, options)
    options.retention.answers = -1
    options.retention.bodies = -1
    try purge(path, options)
}

func lookUp(_ path: String, _ options: Journal.Options) throws {
    var journal: Journal?
    let opened = try seconds { journal = try Journal(path, options) }
    guard let journal else { return }
    defer { journal.close() }
    for (name, first) in ["known": 0, "new": keys] {
        var times: [UInt64] = []
        for _ in 0..<100_000 {
            let key = arrival(Int.random(in: first..<(first + keys)), received: 0).key
            let begin = MonotonicTime.now()
            let row = try journal.earlier(key)
            times.append(MonotonicTime.now().nanoseconds - begin.nanoseconds)
            precondition((row != nil) == (first == 0))
        }
        report(
            "look-up of a \(name) key: p50 \(fixed(times.percentile(50) * 1_000)) us, p99 \(fixed(times.percentile(99) * 1_000)) us"
        )
    }
    report("opened in \(fixed(opened)) s")
}

/// Deletes all, while pushes come.
func purge(_ path: String, _ options: Journal.Options) throws {
    let journal = try Journal(path, options)
    let times = Locked<[UInt64]>([])
    var number = 2 * keys
    let taken = try seconds {
        repeat {
            for _ in 0..<500 {
                let handed = MonotonicTime.now().nanoseconds
                journal.insert(arrival(number, received: time(nil) + 86_400), on: loop) {
                    times.withLock { $0.append(MonotonicTime.now().nanoseconds - handed) }
                }
                number += 1
                usleep(1_000)
            }
        } while try journal.read { reader in try reader.rows(JournalFilter(states: [.answered]), limit: 1).count } > 0
    }
    let all = times.withLock { $0 }
    journal.close()
    report(
        "deleted in \(fixed(taken)) s; a push meanwhile p50 \(fixed(all.percentile(50))) ms, p99 \(fixed(all.percentile(99))) ms"
    )
}

let sync = measuredSync()
report("one fdatasync: \(fixed(sync)) ms")
for rate in [1_000, 5_000, 20_000, nil] { try load(rate, .durable, sync: sync) }
for rate in [20_000, nil] { try load(rate, .fast, sync: sync) }
try many()
