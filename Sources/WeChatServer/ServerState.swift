import Networking
import Synchronization

/// What the loops, the operators and the process share.
final class ServerState: Sendable {
    let metrics: [LoopMetrics]
    let connections: ConnectionCount
    let sink: LogSink
    /// How often a supervisor has started the process again.
    let restarts: Int
    let apiCalls = APICounts()
    /// The pushes that are handled, and were.
    let inbox: Locked<Inbox<Delivery>>
    let outbox = Outbox()
    let lateAnswers = LateCounts()
    /// What outlives the process; nil for nothing.
    let journal: Journal?
    /// Pushes that may be why an earlier process died.
    let suspects: Suspects?
    /// The connections to what instances share, one for each loop; none where this one is alone.
    let redis: [RedisClient]
    let sharedCounts = SharedCounts()
    private let stopping = Atomic<Bool>(false)

    init(
        loops: Int, connections: ConnectionCount, sink: LogSink, pushes: Configuration.Pushes = .init(),
        restarts: Int = 0, journal: Journal? = nil, redis: [RedisClient] = []
    ) {
        self.redis = redis
        self.restarts = restarts
        self.journal = journal
        suspects = journal.map { Suspects($0.notes, place: loops) }
        inbox = Locked(Inbox(pushes, keepsPushes: journal != nil || !redis.isEmpty))
        for _ in 0..<(journal?.caughtSending ?? 0) { lateAnswers.count(.unknown) }
        metrics = (0..<loops).map { _ in LoopMetrics() }
        self.connections = connections
        self.sink = sink
    }

    /// Whether pushes are taken.
    var isReady: Bool { !stopping.load(ordering: .relaxed) }

    /// Why pushes are not taken; nil when they are.
    var trouble: String? { isReady ? journalTrouble : "stopping" }

    /// What is not well about the server; nil for nothing.
    var complaint: String? {
        journalTrouble ?? redisReport?.complaint
    }

    private var journalTrouble: String? {
        guard let journal, !journal.isTaking else { return nil }
        return "the journal cannot be written: \(journal.health.failure?.reason ?? "too much waits for the disk")"
    }

    private var redisReport: RedisReport? {
        redis.isEmpty ? nil : RedisReport(redis.map(\.snapshot), sharedCounts.snapshot)
    }

    /// The metrics now, as Prometheus reads them.
    var metricsPage: String {
        let (running, waiting) = inbox.withLock { ($0.running, $0.waiting) }
        return MetricsPage(
            metrics, apiCalls, lateAnswers, connections: connections.value, running: running, waiting: waiting,
            lostLogLines: sink.lostLines, restarts: restarts, isReady: trouble == nil, journal: journal?.health,
            redis: redisReport
        ).text
    }

    /// Says that the server stops; whether it was the first to say so.
    func stop() -> Bool {
        !stopping.exchange(true, ordering: .relaxed)
    }
}
