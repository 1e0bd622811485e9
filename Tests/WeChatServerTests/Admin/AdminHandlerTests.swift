import TestSupport
import Testing
import WeChat

@testable import WeChatServer

@Suite struct AdminHandlerTests {
    @Test func operatorsAreToldThatAllIsWell() throws {
        try TestServer.with { server throws in
            #expect(try server.admin("/healthz").body == "ok\n")
            #expect(try server.admin("/readyz").body == "ready\n")
            #expect(try server.admin("/readyz").status == 200)
        }
    }

    @Test func otherPathsAreNotFound() throws {
        try TestServer.with { server in
            for path in ["/", "/wechat", "/healthz/", "/metrics2", "/Metrics"] {
                let answer = try server.admin(path)
                #expect(answer.status == 404)
                #expect(answer.body.isEmpty)
            }
        }
    }

    @Test func onlyGETIsAllowed() throws {
        try TestServer.with { server in
            let address = try #require(server.server.adminAddress)
            #expect(try TestClient(address).post("/healthz", "a").status == 405)
        }
    }

    @Test func metricsCountWhatHappened() throws {
        var handlers = HandlerRegistry.echo
        handlers.on(Click.self) { _, _ in throw TimedOut(what: "") }
        try TestServer.with(handlers) { server in
            let client = try server.client()
            for text in "abc" { _ = try client.post(WeChatRequest.target(), WeChatRequest.text("\(text)")) }
            for (name, key) in [("CLICK", ""), ("SCAN", "1"), ("scan", "2"), ("scan", "2")] {
                _ = try client.post(WeChatRequest.target(), WeChatRequest.event(name, key: key))
            }
            _ = try client.post(WeChatRequest.target(token: "other"), "a")
            try server.metric("wechatd_refusals_total{reason=\"signature_differs\"} 1")
            let page = try server.admin("/metrics")
            #expect(page.head.contains("Content-Type: text/plain; version=0.0.4; charset=utf-8"))
            let lines = page.body.split(separator: "\n")
            for line in [
                #"wechatd_pushes_total{type="message",kind="text",outcome="replied"} 3"#,
                #"wechatd_pushes_total{type="event",kind="CLICK",outcome="failed"} 1"#,
                #"wechatd_pushes_total{type="event",kind="SCAN",outcome="success"} 2"#,
                #"wechatd_pushes_total{type="event",kind="SCAN",outcome="repeated"} 1"#,
                #"wechatd_push_duration_seconds_bucket{le="+Inf"} 7"#, "wechatd_push_duration_seconds_count 7",
                "wechatd_connections 1", "wechatd_loops 1", "wechatd_ready 1", "wechatd_log_lines_lost_total 0",
            ] {
                #expect(lines.contains(line[...]))
            }
        }
    }
}
