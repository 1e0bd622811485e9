import Foundation
import Testing

@testable import Networking

/// What fails, and whether the server may have got the request.
@Suite struct HTTPSessionFailureTests {
    @Test func refusedConnectionHasSentNothing() throws {
        // A port that was free a moment ago.
        let address = try RawServer().address
        TestSession.with { session in
            let failure = session.send(.init("http://\(address)/", body: [1])).failure
            #expect(failure?.reason == .unreachable && failure?.mayHaveArrived == false)
        }
    }

    @Test func nameWithoutAnAddressHasSentNothing() {
        TestSession.with { session in
            let failure = session.send(.init("http://name.invalid/", body: [1])).failure
            #expect([.unreachable, .timedOut].contains(failure?.reason))
            #expect(failure?.mayHaveArrived == false)
        }
    }

    @Test func slowServerIsGivenUp() throws {
        try TestServer.with(.quick, TestHandler.holding) { server in
            TestSession.with({ $0.time = 100 }) { session in
                let failure = session.send(.init(server, "/", body: "a")).failure
                #expect(failure?.reason == .timedOut && failure?.mayHaveArrived == true)
            }
        }
    }

    @Test func tooLargeAnswerIsGivenUp() throws {
        try TestServer.with(.quick) { _, exchange, _ in
            exchange.respond(String(repeating: "x", count: 1_001))
        } _: { server in
            TestSession.with({ $0.answer = 1_000 }) { session in
                let failure = session.send(.init(server, "/")).failure
                #expect(failure?.reason == .tooLarge && failure?.mayHaveArrived == true)
            }
            TestSession.with({ $0.answer = 1_001 }) { #expect($0.send(.init(server, "/")).status == 200) }
        }
    }

    @Test func resetBehindTheRequestMayHaveArrived() throws {
        let server = try RawServer()
        TestSession.with { session in
            let record = Record<TestSession.Outcome>()
            session.begin(.init("http://\(server.address)/", body: [1, 2]), record)
            server.reset(server.accept(bodyBytes: 2))
            eventually("an end") { !record.elements.isEmpty }
            let failure = record.elements.first?.failure
            #expect(failure?.reason == .broken && failure?.mayHaveArrived == true)
        }
    }

    /// libcurl itself would send the request again on a new connection.
    @Test func requestIsNotWrittenTwiceWhenAUsedConnectionBreaks() throws {
        let server = try RawServer()
        TestSession.with { session in
            let record = Record<TestSession.Outcome>()
            session.begin(.init("http://\(server.address)/", body: [1, 2]), record)
            let connection = server.accept(bodyBytes: 2)
            server.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", on: connection)
            eventually("an answer") { record.elements.count == 1 }
            session.begin(.init("http://\(server.address)/", body: [3, 4]), record)
            server.read(connection, bodyBytes: 2)
            close(connection)
            eventually("an end") { record.elements.count == 2 }
            #expect(record.elements[0].text == "ok")
            #expect(record.elements[1].failure?.reason == .broken)
            #expect(record.elements[1].failure?.mayHaveArrived == true)
        }
    }

    @Test(arguments: ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "127.0.0.1:1", ""])
    func onlyHTTPIsSpoken(_ url: String) {
        TestSession.with { session in
            #expect(session.send(.init(url)).failure?.mayHaveArrived == false)
        }
    }

    @Test func redirectIsNotFollowed() throws {
        let server = try RawServer()
        TestSession.with { session in
            let record = Record<TestSession.Outcome>()
            session.begin(.init("http://\(server.address)/"), record)
            let connection = server.accept(bodyBytes: 0)
            server.send(
                "HTTP/1.1 302 Found\r\nLocation: http://\(server.address)/2\r\nContent-Length: 0\r\n\r\n",
                on: connection)
            eventually("an answer") { !record.elements.isEmpty }
            #expect(record.elements.first?.status == 302)
            close(connection)
        }
    }

    @Test func failureShowsNoURL() throws {
        let address = try RawServer().address
        TestSession.with { session in
            let failure = session.send(.init("http://\(address)/?access_token=sEcReT")).failure
            #expect(failure.map { "\($0)" }?.contains("sEcReT") == false)
        }
    }

    @Test func untrustedCertificateIsRefused() throws {
        let server = try OpenSSLServer()
        defer { server.stop() }
        TestSession.with { session in
            let failure = session.send(.init("https://127.0.0.1:\(server.port)/", body: [1])).failure
            #expect(failure?.reason == .untrusted && failure?.mayHaveArrived == false)
        }
    }
}

/// `openssl s_server` with a certificate that nobody has signed.
private final class OpenSSLServer {
    private(set) var port = 0
    private let process = Process()
    private let folder = NSTemporaryDirectory() + "wechatd-tls-" + UUID().uuidString

    init() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let (key, certificate) = (folder + "/key", folder + "/certificate")
        try Self.openssl(
            Process(), "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=127.0.0.1",
            "-addext subjectAltName=IP:127.0.0.1 -keyout \(key) -out \(certificate)"
        ).waitUntilExit()
        let output = Pipe()
        process.standardOutput = output
        try Self.openssl(process, "s_server -accept 127.0.0.1:0 -www", "-key \(key) -cert \(certificate)")
        // It says `ACCEPT 127.0.0.1:port`.
        var said = ""
        while !said.hasSuffix("\n") || !said.contains("ACCEPT ") {
            let piece = output.fileHandleForReading.availableData
            guard !piece.isEmpty else { break }
            said += String(decoding: piece, as: UTF8.self)
        }
        port = said.split(separator: "\n").last?.split(separator: ":").last.flatMap { Int($0) } ?? 0
    }

    func stop() {
        // A SIGTERM may be blocked in what the tests start.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? FileManager.default.removeItem(atPath: folder)
    }

    @discardableResult
    private static func openssl(_ process: Process, _ words: String...) throws -> Process {
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["openssl"] + words.flatMap { $0.split(separator: " ") }.map(String.init)
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }
}
