import CCurl

/// An HTTP client on a loop, for the tasks of that loop: nobody waits but the task.
///
/// Connections are kept and used again. A request is written once at most: when a connection breaks behind it nobody
/// knows what has become of it, and whoever sent it decides. Make one for each loop; it costs nothing before its first
/// request.
package final class HTTPSession: @unchecked Sendable {  // used on its loop only, to which a cancellation goes
    /// What is sent.
    package struct Request: Sendable {
        package var url: String
        /// Lines of the header: `Name: value`.
        package var fields: [String]
        /// A POST's; a GET has none.
        package var body: [UInt8]?

        package init(_ url: String, fields: [String] = [], body: [UInt8]? = nil) {
            self.url = url
            self.fields = fields
            self.body = body
        }
    }

    /// How much one request may take, times in milliseconds.
    package struct Limits: Sendable {
        /// Until there is a connection, TLS and the search for the address included.
        package var connectTime = 3_000
        /// Until the answer is there, in all.
        package var time = 8_000
        /// The answer's body, in bytes.
        package var answer = 65_536
        /// Connections that are kept for the next request.
        package var kept = 16

        package init() {}
    }

    /// The loop whose tasks send.
    package let loop: EventLoop
    private let limits: Limits
    private var pool: CurlPool?
    private var running: [UnsafeMutableRawPointer: HTTPTransfer] = [:]
    private var idle: [HTTPTransfer] = []
    private var count = 0
    private var isClosed = false

    /// A session of the loop. To be made anywhere.
    package init(_ loop: EventLoop, _ limits: Limits = Limits()) {
        self.loop = loop
        self.limits = limits
    }

    /// Sends a request and waits for the answer, whatever its status. When the task is cancelled the transfer ends.
    ///
    /// To be called on the loop.
    package func send(_ request: Request) async throws(HTTPFailure) -> HTTPClient.Answer {
        loop.checkIsolated()
        guard !isClosed else { throw HTTPFailure(.closed, mayHaveArrived: false) }
        count += 1
        let number = count
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { start(request, number, $0) }
        } onCancel: {
            loop.execute { [self] in cancel(number) }
        }
        return try result.get()
    }

    /// Ends all transfers; whoever waits is told so. To be called on the loop.
    package func close() {
        loop.checkIsolated()
        isClosed = true
        for transfer in running.values { end(transfer).abandon(.closed) }
        idle = []
        pool = nil
    }

    private func start(
        _ request: Request, _ number: Int, _ waiting: CheckedContinuation<Result<HTTPClient.Answer, HTTPFailure>, Never>
    ) {
        let transfer = idle.popLast() ?? HTTPTransfer(limits)
        let pool = pool ?? CurlPool(loop, keeping: limits.kept) { [unowned self] in finish($0, $1) }
        self.pool = pool
        transfer.prepare(request, number: number, waiting)
        running[transfer.handle.raw] = transfer
        pool.add(transfer.handle)
    }

    private func finish(_ handle: UnsafeMutableRawPointer, _ code: CURLcode) {
        guard let transfer = running[handle] else { return }
        end(transfer).finish(code)
        if idle.count < limits.kept { idle.append(transfer) }
    }

    private func cancel(_ number: Int) {
        guard let transfer = running.values.first(where: { $0.number == number }) else { return }
        end(transfer).abandon(.cancelled)
    }

    private func end(_ transfer: HTTPTransfer) -> HTTPTransfer {
        running[transfer.handle.raw] = nil
        pool?.remove(transfer.handle)
        return transfer
    }
}
