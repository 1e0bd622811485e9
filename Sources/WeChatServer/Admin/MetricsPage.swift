import WeChat

/// The counts of all loops as Prometheus reads them (text format 0.0.4).
struct MetricsPage {
    private(set) var text = ""

    init(
        _ loops: [LoopMetrics], _ apiCalls: APICounts = APICounts(), _ late: LateCounts = LateCounts(),
        connections: Int, running: Int = 0, waiting: Int = 0, lostLogLines: Int, restarts: Int = 0, isReady: Bool,
        journal: Journal.Health? = nil, redis: RedisReport? = nil
    ) {
        let counts = loops.map(\.snapshot)
        pushes(counts)
        latency(counts)
        refusals(counts)
        calls(apiCalls.snapshot)
        lateAnswers(late.snapshot)
        gauge("wechatd_connections", "Open connections of the callback listener.", connections)
        gauge("wechatd_pushes_running", "Pushes whose handlers run.", running)
        gauge(
            "wechatd_pushes_waiting", "Deliveries that wait for an answer, and pushes that wait for their turn.",
            waiting)
        gauge("wechatd_loops", "Event loops.", loops.count)
        gauge("wechatd_ready", "1 while pushes are taken, 0 while they are not.", isReady ? 1 : 0)
        if let journal { self.journal(journal) }
        if let redis { shared(redis) }
        head("wechatd_log_lines_lost_total", "counter", "Log lines that could not be written.")
        line("wechatd_log_lines_lost_total", "\(lostLogLines)")
        head("wechatd_restarts_total", "counter", "Starts of the server by its supervisor after it has failed.")
        line("wechatd_restarts_total", "\(restarts)")
    }

    private mutating func pushes(_ counts: [LoopMetrics.Counts]) {
        head("wechatd_pushes_total", "counter", "Answered pushes by kind and outcome.")
        var sums: [Kind: [Int]] = [:]
        for (kind, numbers) in counts.flatMap({ zip($0.kinds.kinds, $0.pushes) }) {
            sums[kind] = sums[kind].map { zip($0, numbers).map(+) } ?? numbers
        }
        for (kind, numbers) in sums.sorted(by: {
            ($0.key.name, $0.key.category.rawValue) < ($1.key.name, $1.key.category.rawValue)
        }) {
            for outcome in Outcome.allCases where numbers[outcome.index] > 0 {
                let labels = "type=\"\(kind.category.rawValue)\",kind=\"\(Self.escaped(kind.name))\""
                line("wechatd_pushes_total{\(labels),outcome=\"\(outcome.rawValue)\"}", "\(numbers[outcome.index])")
            }
        }
    }

    private mutating func latency(_ counts: [LoopMetrics.Counts]) {
        let name = "wechatd_push_duration_seconds"
        head(name, "histogram", "From the last byte of a push to its answer.")
        var total = 0
        for (index, bound) in LoopMetrics.bounds.enumerated() {
            total += counts.reduce(0) { $0 + $1.buckets[index] }
            line("\(name)_bucket{le=\"\(bound)\"}", "\(total)")
        }
        total += counts.reduce(0) { $0 + $1.buckets[LoopMetrics.bounds.count] }
        line("\(name)_bucket{le=\"+Inf\"}", "\(total)")
        line("\(name)_sum", "\(counts.reduce(0) { $0 + Double($1.nanoseconds) / 1e9 })")
        line("\(name)_count", "\(total)")
    }

    private mutating func refusals(_ counts: [LoopMetrics.Counts]) {
        head("wechatd_refusals_total", "counter", "Refused requests by reason.")
        for label in RefusalLabel.allCases.sorted(by: { $0.name < $1.name }) {
            let sum = counts.reduce(0) { $0 + $1.refusals[label.rawValue] }
            if sum > 0 { line("wechatd_refusals_total{reason=\"\(label.name)\"}", "\(sum)") }
        }
    }

    private mutating func calls(_ counts: [APICall: [APIOutcome: Int]]) {
        head("wechatd_api_calls_total", "counter", "Calls of WeChat's API by outcome.")
        for call in APICall.allCases {
            for outcome in APIOutcome.allCases {
                guard let number = counts[call]?[outcome] else { continue }
                let labels = "call=\"\(call.rawValue)\",outcome=\"\(outcome.rawValue)\""
                line("wechatd_api_calls_total{\(labels)}", "\(number)")
            }
        }
    }

    private mutating func lateAnswers(_ counts: [LateOutcome: Int]) {
        head("wechatd_late_answers_total", "counter", "Answers for which WeChat did not wait, by outcome.")
        for outcome in LateOutcome.allCases {
            guard let number = counts[outcome] else { continue }
            line("wechatd_late_answers_total{outcome=\"\(outcome.rawValue)\"}", "\(number)")
        }
    }

    private mutating func journal(_ health: Journal.Health) {
        head("wechatd_journal_commits_total", "counter", "Transactions of the journal by outcome.")
        line("wechatd_journal_commits_total{outcome=\"kept\"}", "\(health.commits)")
        line("wechatd_journal_commits_total{outcome=\"failed\"}", "\(health.failures)")
        gauge("wechatd_journal_waiting", "Changes that wait for the journal's disk.", health.waiting)
    }

    private mutating func shared(_ redis: RedisReport) {
        gauge("wechatd_redis_up", "1 while all loops have a connection to Redis.", redis.isUp ? 1 : 0)
        head("wechatd_redis_commands_total", "counter", "Commands to Redis by outcome.")
        for (outcome, count) in redis.commands {
            line("wechatd_redis_commands_total{outcome=\"\(outcome)\"}", "\(count)")
        }
        head("wechatd_claims_total", "counter", "Pushes that Redis was asked for by outcome.")
        for (outcome, count) in redis.claims { line("wechatd_claims_total{outcome=\"\(outcome)\"}", "\(count)") }
        gauge("wechatd_claims_waiting", "Pushes that wait for Redis.", redis.waiting)
    }

    private mutating func gauge(_ name: String, _ help: String, _ value: Int) {
        head(name, "gauge", help)
        line(name, "\(value)")
    }

    private mutating func head(_ name: String, _ type: String, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    private mutating func line(_ name: String, _ value: String) {
        text += "\(name) \(value)\n"
    }

    /// An event's name comes from outside.
    private static func escaped(_ label: String) -> String {
        var escaped = ""
        for character in label.unicodeScalars {
            switch character {
            case "\\": escaped += "\\\\"
            case "\"": escaped += "\\\""
            case "\n": escaped += "\\n"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}
