import TestSupport
import Testing
import WeChat

@testable import WeChatServer

@Suite struct PushHandlerRefusalTests {
    @Test func signatureFailuresAreAllAlike() throws {
        try TestServer.with { server in
            let right = WeChatRequest.target()
            let targets = [
                WeChatRequest.target(token: "anotherToken"), WeChatRequest.target(age: 3_600),
                WeChatRequest.target(age: -3_600), right.replacing("nonce=", with: "nonce=1"),
                right.replacing("signature=", with: "signature=0"),
                WeChatRequest.target("/wechat", "&encrypt_type=aes"),
            ]
            for target in targets {
                let answer = try server.push(WeChatRequest.text("a"), to: target)
                #expect(answer == Answer(status: 403, head: ["HTTP/1.1 403 Forbidden", "Content-Length: 0"], body: ""))
            }
            for target in targets.dropLast() {
                let answer = try server.client().get(target + "&echostr=1")
                #expect(answer == Answer(status: 403, head: ["HTTP/1.1 403 Forbidden", "Content-Length: 0"], body: ""))
            }
            #expect(try server.push(WeChatRequest.text("a"), to: right).text == "a")
        }
    }

    @Test func malformedRequestsAreAllAlike() throws {
        try TestServer.with { server throws in
            let right = WeChatRequest.target()
            let posts = [
                ("/wechat", "a"), ("/wechat?nonce=1", "a"), (right + "&nonce=1", "a"), (right + "&nonce%5B%5D=1", "a"),
                (right.replacing("nonce=", with: "nonce=%41"), "a"),
                (right.replacing("timestamp=", with: "timestamp=0"), "a"),
                (right, ""), (right, "a"), (right, "<xml></xml"), (right, "<!DOCTYPE a><xml></xml>"),
            ]
            let malformed = Answer(status: 400, head: ["HTTP/1.1 400 Bad Request", "Content-Length: 0"], body: "")
            for (target, body) in posts {
                #expect(try server.push(body, to: target) == malformed, "\(target) \(body)")
            }
            for target in [right, right + "&echostr=", right + "&echostr=%3Cscript%3E"] {
                #expect(try server.client().get(target) == malformed, "\(target)")
            }
        }
    }

    /// What an operator reads when the console says "Token 验证失败".
    @Test func refusalSaysWhy() throws {
        try TestServer.with { server in
            let right = WeChatRequest.target()
            let requests = [
                ("signature_differs", WeChatRequest.target(token: "anotherToken"), "a", "signature differs: the token"),
                ("timestamp_too_old", WeChatRequest.target(age: 3_600), "a", "timestamp too old by 36"),
                ("timestamp_in_future", WeChatRequest.target(age: -3_600), "a", " s in the future"),
                ("parameter_missing", "/wechat?signature=a&timestamp=1", "a", "parameter missing: nonce"),
                ("parameter_repeated", right + "&timestamp=1", "a", "parameter repeated: timestamp"),
                ("body_empty", right, "", "body empty"),
                ("encrypted", WeChatRequest.target("/wechat", "&encrypt_type=aes"), "a", "another mode"),
                ("document", right, "a", "not a push"),
                ("path", "/other", "a", "wrong path"),
            ]
            for (label, target, body, reason) in requests {
                _ = try server.push(body, to: target)
                try server.metric("wechatd_refusals_total{reason=\"\(label)\"} 1")
                // The lines of a second are limited; the reason is in those of another.
                try eventually(reason) {
                    if server.log.text.contains(reason) { return true }
                    _ = try server.push(body, to: target)
                    return false
                }
            }
        }
    }

    @Test func brokenHTTPIsCountedAndLogged() throws {
        try TestServer.with { server in
            let client = try server.client()
            client.send("GET / HTTP/1.1\nHost: a\n\n")
            #expect(try client.answer().status == 400)
            _ = try server.line("\"outcome\":\"refused\"", "malformed HTTP")
            try server.metric("wechatd_refusals_total{reason=\"http\"} 1")
        }
    }

    @Test func noLineHoldsAQueryOrAnOpenID() throws {
        try TestServer.with { server in
            let targets = [
                WeChatRequest.target(), WeChatRequest.target(token: "other"), WeChatRequest.target("/other"),
            ]
            for target in targets {
                _ = try server.push(WeChatRequest.text("secret text"), to: target + "&openid=oUser")
            }
            _ = try server.line("\"replied\"")
            _ = try server.line("signature differs")
            _ = try server.line("wrong path")
            for word in ["oUser", "nonce=", "signature=", "openid", "secret text", WeChatRequest.token] {
                #expect(!server.log.text.contains(word))
            }
        }
    }
}
