import TestSupport
import Testing
import WeChat

@testable import WeChatServer

struct TokenDeskTests {
    private static let secret = "0123456789abcdef"

    private func with(_ secret: String? = secret, _ body: (TestServer, StandIn) throws -> Void) throws {
        let standIn = try StandIn()
        defer { standIn.stop() }
        try TestServer.with(
            .echo,
            {
                $0.adminSecret = secret.map { Secret($0) }
                $0.accounts[0].account = .calling(standIn)
                $0.accounts.append(.init(path: "/other", account: Account(appID: "wx2", token: Secret("abc"))))
            }
        ) { try body($0, standIn) }
    }

    private func ask(_ server: TestServer, _ field: String, _ query: String = "account=test") throws -> Answer {
        let client = try TestClient(server.server.adminAddress ?? "")
        client.send("GET /token?\(query) HTTP/1.1\r\nHost: a\r\n\(field)\r\n\r\n")
        return try client.answer()
    }

    @Test func whoKnowsTheSecretGetsTheToken() throws {
        try with { server, standIn in
            for scheme in ["Bearer", "bearer"] {
                let answer = try ask(server, "Authorization: \(scheme) \(Self.secret)")
                #expect(answer.status == 200 && answer.head.contains("Content-Type: application/json"))
                #expect(
                    answer.body.hasPrefix(#"{"access_token":"T1","expires_in":71"#) || answer.body.contains(":7200}"))
            }
            #expect(standIn.calls("stable_token").count == 1)
        }
    }

    @Test(arguments: [
        "Authorization: Bearer 0123456789abcdeF", "Authorization: Bearer 0123456789abcde", "Authorization: Bearer ",
        "Authorization: Basic 0123456789abcdef", "Authorization: 0123456789abcdef", "X: y",
    ])
    func whoDoesNotIsForbidden(field: String) throws {
        try with { server, standIn in
            let answer = try ask(server, field)
            #expect(answer.status == 403 && answer.body.isEmpty)
            // An account that is not there looks the same.
            #expect(try ask(server, field, "account=nobody").status == 403)
            #expect(standIn.calls("stable_token").isEmpty)
        }
    }

    @Test(arguments: ["account=nobody", "account=wx2", "account=", "", "account=test&account=test", "accounttest"])
    func accountWithoutATokenIsNotFound(query: String) throws {
        try with { server, _ throws in
            #expect(try ask(server, "Authorization: Bearer \(Self.secret)", query).status == 404)
        }
    }

    @Test func withoutASecretThereIsNoSuchPage() throws {
        try with(nil) { server, _ throws in
            #expect(try ask(server, "Authorization: Bearer ").status == 404)
        }
    }

    @Test func noTokenToBeHadIsSaid() throws {
        try with { server, standIn in
            standIn.answer("stable_token", #"{"errcode":40164,"errmsg":"invalid ip"}"#)
            #expect(try ask(server, "Authorization: Bearer \(Self.secret)").status == 503)
            let line = try server.line("no access token", "40164 invalid ip")
            #expect(line.contains("test") && !line.contains("aPpSeCrEt"))
        }
    }
}
