/// Redis, for one loop: one connection, on which commands do not wait for each other's answers.
///
/// Nobody waits long. A command has its answer, or an error, by its deadline. Answers come in the order of the
/// commands, so one that is late holds up all: the connection is ended, which drops what may still come on it, and
/// all that were on their way fail together. The same is done about a server that refuses whatever is to be written.
/// From then on commands fail at once, until the server has answered a greeting (`RedisLinkState`). A command that
/// may take long needs a client of its own.
///
/// The connection is made with the first command. Make one client for each loop, and close it before letting it go.
package final class RedisClient: @unchecked Sendable {  // used on its loop only, but for `snapshot`, which is locked
    /// How much is waited for and kept; times in milliseconds.
    package struct Limits: Sendable {
        /// Until there is a connection, the search for the address included.
        package var connectTime = 500
        /// A command's, from when it is given to when its answer is there, and that of a connection's greeting.
        package var time = 200
        /// Commands on their way.
        package var commands = 1_024
        /// Bytes of commands that are not written yet.
        package var unsent = 4_194_304

        package init() {}
    }

    package typealias Answered = (Result<RedisValue, RedisError>) -> Void

    /// The loop whose tasks send.
    package let loop: EventLoop
    private let server: RedisServer
    let limits: Limits
    private let shared = Locked(RedisSnapshot())
    private var queue = RedisQueue()
    /// Commands that wait for a connection.
    private var waiting: [UInt8] = []
    private var link: RedisLink?
    private var timer: LoopTimer?
    /// When the timer is due.
    private var nextLook = MonotonicTime.never
    private var isClosed = false
    /// Called on the loop whenever there is a connection, or is none any more; commands may be sent in the call.
    package var changed: ((RedisHealth) -> Void)?
    /// The names under which the server knows scripts. (Of no connection: a name is made of the text alone.)
    var scripts: [RedisScript: [UInt8]] = [:]

    /// A client of the loop. To be made anywhere.
    package init(_ loop: EventLoop, _ server: RedisServer, _ limits: Limits = Limits()) {
        self.loop = loop
        self.server = server
        self.limits = limits
    }

    /// How it goes and what it has done. From any thread.
    package var snapshot: RedisSnapshot { shared.withLock { $0 } }

    /// Sends a command and waits for its answer, for at most `time` milliseconds. A task that is cancelled waits as well.
    ///
    /// To be called on the loop.
    package func send(_ command: RedisCommand, within time: Int? = nil) async throws(RedisError) -> RedisValue {
        loop.checkIsolated()
        return try await withCheckedContinuation { waiting in
            send(command, within: time) { waiting.resume(returning: $0) }
        }.get()
    }

    /// Sends a command and calls `answered` once, on the loop: in this call when it cannot be sent.
    ///
    /// Commands of one turn are written together. To be called on the loop.
    package func send(_ command: RedisCommand, within time: Int? = nil, _ answered: @escaping Answered) {
        loop.checkIsolated()
        guard !isClosed else { return finish(answered, .failure(RedisError(.closed))) }
        let link = link ?? makeLink()
        link.want()
        let isUp: Bool
        switch link.state.phase {
        case .up: isUp = true
        case .connecting(trusted: true): isUp = false
        case .connecting, .resting, .idle, .closed:
            return finish(answered, .failure(RedisError(.down, link.state.fault)))
        }
        guard queue.count < limits.commands, link.unsent + waiting.count + command.bytes.count <= limits.unsent
        else { return finish(answered, .failure(RedisError(.full))) }
        let deadline = MonotonicTime.now() + (time ?? limits.time)
        queue.append(command.bytes.count, deadline, answered)
        if isUp { link.send(command.bytes) } else { waiting += command.bytes }
        look(at: deadline)
    }

    /// Ends the connection. Whoever waits is told so, and nothing more can be sent. To be called on the loop.
    package func close() {
        loop.checkIsolated()
        guard !isClosed else { return }
        isClosed = true
        let unsent = link?.unsent ?? 0
        link?.close()
        link = nil
        timer = nil
        failAll(.closed, nil, unsent: unsent)
        note(.idle, nil)
    }

    private func makeLink() -> RedisLink {
        let link = RedisLink(loop, server, limits, self)
        self.link = link
        timer = LoopTimer(loop) { [unowned self] in lookAtDeadlines() }
        return link
    }

    private func finish(_ answered: Answered, _ result: Result<RedisValue, RedisError>) {
        shared.withLock { $0.counts.count(result) }
        answered(result)
    }

    /// Fails all commands. `unsent` bytes at their end were never written.
    private func failAll(_ reason: RedisError.Reason, _ fault: RedisFault?, unsent: Int) {
        let written = queue.bytes - unsent - waiting.count
        waiting = []
        for entry in queue.takeAll() {
            finish(entry.answered, .failure(RedisError(reason, mayHaveArrived: entry.end <= written, fault)))
        }
    }

    private func note(_ health: RedisHealth, _ fault: RedisFault?) {
        shared.withLock { ($0.health, $0.fault) = (health, fault) }
    }
}

extension RedisClient {
    /// Has the timer look at a deadline. (It is not moved for a later one: it looks, and finds the next.)
    private func look(at deadline: MonotonicTime) {
        guard deadline < nextLook else { return }
        nextLook = deadline
        timer?.schedule(after: MonotonicTime.now().milliseconds(until: deadline))
    }

    private func lookAtDeadlines() {
        nextLook = .never
        guard let deadline = queue.deadline else { return }
        guard deadline <= .now() else { return look(at: deadline) }
        // Perhaps it was not the server that was late, but this loop.
        link?.receive()
        guard let deadline = queue.deadline, deadline <= .now() else {
            if let deadline = queue.deadline { look(at: deadline) }
            return
        }
        guard case .up = link?.state.phase else {
            link?.distrust()
            note(.sick, .stalled)
            failAll(.timedOut, nil, unsent: 0)
            changed?(.sick)
            return
        }
        link?.end(.stalled)
    }
}

extension RedisClient: RedisLinkOwner {
    func linkOpened() {
        shared.withLock { $0.counts.connections += 1 }
        note(.up, nil)
        if !waiting.isEmpty { link?.send(waiting) }
        waiting = []
        changed?(.up)
    }

    func linkReceived(_ value: RedisValue) {
        guard let entry = queue.next() else { return link?.end(.broken("an answer that nobody asked for")) ?? () }
        // The greeting finds out when it takes commands again.
        if let words = value.refusalOfAll { link?.end(RedisFault(refusal: words)) }
        finish(entry.answered, .success(value))
    }

    func linkEnded(_ fault: RedisFault, unsent: Int) {
        let health = fault == .stalled ? RedisHealth.sick : .down
        note(health, fault)
        failAll(RedisError.Reason(fault), fault, unsent: unsent)
        changed?(health)
    }
}
