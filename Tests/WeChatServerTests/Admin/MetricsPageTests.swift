import Networking
import Testing
import WeChat

@testable import WeChatServer

@Suite struct MetricsPageTests {
    @Test func pageIsAsPrometheusReadsIt() throws {
        let loops = [LoopMetrics(), LoopMetrics()]
        let push = try Push.test("<MsgType>text</MsgType>")
        loops[0].count(push, .replied, duration: 1_000_000)
        loops[1].count(push, .replied, duration: 2_000_000)
        loops[1].count(push, .late, duration: 5_000_000_000)
        loops[0].count(refused: .path)
        loops[1].count(refused: .path)
        loops[1].count(refused: .http)
        let calls = APICounts()
        for outcome in [APIOutcome.windowOver, .ok, .ok] { calls.count(.send, outcome) }
        calls.count(.token, .unreachable)
        let late = LateCounts()
        for outcome in [LateOutcome.outOfReach, .sent, .sent] { late.count(outcome) }
        var snapshot = RedisSnapshot()
        (snapshot.health, snapshot.counts.answered, snapshot.counts.timedOut) = (.up, 5, 1)
        let redis = RedisReport(
            [snapshot, snapshot], SharedCounts.Snapshot(won: 1, answered: 2, unreachable: 3, twice: 0, waiting: 4))
        let page = MetricsPage(
            loops, calls, late, connections: 7, running: 3, waiting: 4, lostLogLines: 3, restarts: 2,
            isReady: false, redis: redis
        ).text
        #expect(
            page == """
                # HELP wechatd_pushes_total Answered pushes by kind and outcome.
                # TYPE wechatd_pushes_total counter
                wechatd_pushes_total{type="message",kind="text",outcome="replied"} 2
                wechatd_pushes_total{type="message",kind="text",outcome="late"} 1
                # HELP wechatd_push_duration_seconds From the last byte of a push to its answer.
                # TYPE wechatd_push_duration_seconds histogram
                wechatd_push_duration_seconds_bucket{le="0.001"} 1
                wechatd_push_duration_seconds_bucket{le="0.005"} 2
                wechatd_push_duration_seconds_bucket{le="0.01"} 2
                wechatd_push_duration_seconds_bucket{le="0.05"} 2
                wechatd_push_duration_seconds_bucket{le="0.1"} 2
                wechatd_push_duration_seconds_bucket{le="0.25"} 2
                wechatd_push_duration_seconds_bucket{le="0.5"} 2
                wechatd_push_duration_seconds_bucket{le="1.0"} 2
                wechatd_push_duration_seconds_bucket{le="2.5"} 2
                wechatd_push_duration_seconds_bucket{le="4.5"} 2
                wechatd_push_duration_seconds_bucket{le="+Inf"} 3
                wechatd_push_duration_seconds_sum 5.003
                wechatd_push_duration_seconds_count 3
                # HELP wechatd_refusals_total Refused requests by reason.
                # TYPE wechatd_refusals_total counter
                wechatd_refusals_total{reason="http"} 1
                wechatd_refusals_total{reason="path"} 2
                # HELP wechatd_api_calls_total Calls of WeChat's API by outcome.
                # TYPE wechatd_api_calls_total counter
                wechatd_api_calls_total{call="send",outcome="ok"} 2
                wechatd_api_calls_total{call="send",outcome="window_over"} 1
                wechatd_api_calls_total{call="token",outcome="unreachable"} 1
                # HELP wechatd_late_answers_total Answers for which WeChat did not wait, by outcome.
                # TYPE wechatd_late_answers_total counter
                wechatd_late_answers_total{outcome="sent"} 2
                wechatd_late_answers_total{outcome="out_of_reach"} 1
                # HELP wechatd_connections Open connections of the callback listener.
                # TYPE wechatd_connections gauge
                wechatd_connections 7
                # HELP wechatd_pushes_running Pushes whose handlers run.
                # TYPE wechatd_pushes_running gauge
                wechatd_pushes_running 3
                # HELP wechatd_pushes_waiting Deliveries that wait for an answer, and pushes that wait for their turn.
                # TYPE wechatd_pushes_waiting gauge
                wechatd_pushes_waiting 4
                # HELP wechatd_loops Event loops.
                # TYPE wechatd_loops gauge
                wechatd_loops 2
                # HELP wechatd_ready 1 while pushes are taken, 0 while they are not.
                # TYPE wechatd_ready gauge
                wechatd_ready 0
                # HELP wechatd_redis_up 1 while all loops have a connection to Redis.
                # TYPE wechatd_redis_up gauge
                wechatd_redis_up 1
                # HELP wechatd_redis_commands_total Commands to Redis by outcome.
                # TYPE wechatd_redis_commands_total counter
                wechatd_redis_commands_total{outcome="answered"} 10
                wechatd_redis_commands_total{outcome="refused"} 0
                wechatd_redis_commands_total{outcome="down"} 0
                wechatd_redis_commands_total{outcome="timed_out"} 2
                wechatd_redis_commands_total{outcome="broken"} 0
                wechatd_redis_commands_total{outcome="full"} 0
                # HELP wechatd_claims_total Pushes that Redis was asked for by outcome.
                # TYPE wechatd_claims_total counter
                wechatd_claims_total{outcome="won"} 1
                wechatd_claims_total{outcome="answered"} 2
                wechatd_claims_total{outcome="unreachable"} 3
                wechatd_claims_total{outcome="twice"} 0
                # HELP wechatd_claims_waiting Pushes that wait for Redis.
                # TYPE wechatd_claims_waiting gauge
                wechatd_claims_waiting 4
                # HELP wechatd_log_lines_lost_total Log lines that could not be written.
                # TYPE wechatd_log_lines_lost_total counter
                wechatd_log_lines_lost_total 3
                # HELP wechatd_restarts_total Starts of the server by its supervisor after it has failed.
                # TYPE wechatd_restarts_total counter
                wechatd_restarts_total 2

                """)
    }

    @Test func nameFromOutsideStaysInItsLabel() throws {
        let loop = LoopMetrics()
        loop.count(
            try Push.test("<MsgType>event</MsgType><Event><![CDATA[a\"} 1\n\\b]]></Event>"), .success, duration: 0)
        let page = MetricsPage([loop], connections: 0, lostLogLines: 0, isReady: true).text
        #expect(page.contains(#"{type="event",kind="a\"} 1\n\\b",outcome="success"} 1"#))
    }

    @Test func kindsAreManyAndNotMore() throws {
        let loop = LoopMetrics()
        for number in 0..<500 {
            loop.count(
                try Push.test("<MsgType>event</MsgType><Event>event\(number)</Event>"), .success, duration: 0)
        }
        let page = MetricsPage([loop], connections: 0, lostLogLines: 0, isReady: true).text
        #expect(page.split(separator: "\n").count { $0.hasPrefix("wechatd_pushes_total{") } == 401)
        #expect(page.contains(#"{type="event",kind="other",outcome="success"} 100"#))
    }
}
