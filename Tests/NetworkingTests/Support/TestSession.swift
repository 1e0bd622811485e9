import Testing

@testable import Networking

/// A session on a loop of its own, for one test.
final class TestSession: Sendable {
    typealias Outcome = Result<HTTPClient.Answer, HTTPFailure>

    let loop = EventLoop()
    let session: HTTPSession

    init(_ limits: HTTPSession.Limits = HTTPSession.Limits()) {
        session = HTTPSession(loop, limits)
        loop.start()
    }

    /// Runs `body` with a session, and closes the session.
    static func with(
        _ change: (inout HTTPSession.Limits) -> Void = { _ in }, _ body: (TestSession) throws -> Void
    ) rethrows {
        var limits = HTTPSession.Limits()
        change(&limits)
        let session = TestSession(limits)
        defer {
            session.close()
            session.loop.stop()
        }
        try body(session)
    }

    /// Sends a request in a task on the loop. Its end is the task's value, and stands in `record`.
    @discardableResult
    func begin(_ request: HTTPSession.Request, _ record: Record<Outcome> = Record()) -> Task<Void, Never> {
        Task(executorPreference: loop) { [session] in
            do throws(HTTPFailure) {
                record.append(.success(try await session.send(request)))
            } catch {
                record.append(.failure(error))
            }
        }
    }

    /// Sends a request and waits for its end.
    func send(_ request: HTTPSession.Request) -> Outcome {
        let record = Record<Outcome>()
        begin(request, record)
        eventually("the end of a request") { !record.elements.isEmpty }
        return record.elements.first ?? .failure(HTTPFailure(.timedOut, mayHaveArrived: true, "no end"))
    }

    func close() {
        let isClosed = Flag()
        loop.execute { [self] in
            session.close()
            isClosed.raise()
        }
        isClosed.wait()
    }
}

extension TestSession.Outcome {
    var status: Int? { try? get().status }

    var text: String? { (try? get()).map { String(decoding: $0.body, as: UTF8.self) } }

    var failure: HTTPFailure? {
        if case .failure(let failure) = self { failure } else { nil }
    }
}

extension HTTPSession.Request {
    /// A request to a server of the tests.
    init(_ server: TestServer, _ path: String, body: String? = nil) {
        self.init("http://\(server.address)\(path)", body: body.map { Array($0.utf8) })
    }
}
