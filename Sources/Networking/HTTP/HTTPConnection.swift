import Bytes
import CLibevent
import Glibc

/// One client's connection: reads, has requests parsed and handled one after the other, and sends the answers.
///
/// In the normal case a request is one `read` into the listener's buffer and one `write` out of it, and the
/// connection owns no buffer at all.
final class HTTPConnection {
    enum State {
        /// Waits for a request, or for the rest of one.
        case reading
        /// A handler has the request and has not answered.
        case handling
        /// The last answer has been written to the listener's output.
        case finishing
        /// The client is slow to take its answers.
        case writing
        /// Our half is closed; what the client still sends is dropped, so that it gets the answer and no reset.
        case lingering
        case closed
    }

    /// What the present deadline is for while reading.
    private enum Waiting {
        case answer, nextRequest, header, body
    }

    let listener: HTTPListener
    let descriptor: Int32
    var state = State.reading
    var slot = -1
    var readable: Event?
    var writable: Event?
    /// What the client has not taken of the answers.
    var unsent = ByteBuffer()
    /// What came of a request that is not complete, or behind one that is being handled.
    @exclusivity(unchecked) var input = ByteBuffer()
    @exclusivity(unchecked) private var parser = HTTPParser()
    private var waiting = Waiting.header
    /// The number of the request that is handled now.
    private var number = 0
    private var closesAfterAnswer = false
    /// Whether the client has closed its half.
    var hasEnded = false
    /// Whether the answers of this turn are sent when it ends.
    private var isInTurn = false
    private var isPaused = false
    private var lingerLeft = 0
    private var expiry: (() -> Void)?

    init(_ descriptor: Int32, _ listener: HTTPListener) {
        self.descriptor = descriptor
        self.listener = listener
    }

    /// Begins to read. The listener's table keeps the connection until it closes.
    func open() {
        slot = listener.table.add(self)
        // Unretained: the table holds the connection, and `close` stops the events before the table lets go.
        let owner = Unmanaged.passUnretained(self).toOpaque()
        readable = Event(
            listener.loop, descriptor: descriptor, Event.read | Event.persist, owner: owner, connectionReadable)
        readable?.add()
        setDeadline(listener.limits.headerTime)
    }

    func awaits(_ exchange: Int) -> Bool {
        state == .handling && exchange == number
    }

    func respond(_ response: HTTPResponse, to exchange: Int) {
        guard awaits(exchange) else { return }
        expiry = nil
        let start = listener.output.count
        let closes =
            closesAfterAnswer || hasEnded || listener.isDraining || number >= listener.limits.requestsPerConnection
        listener.date.update()
        response.write(to: &listener.output, date: listener.date, closes: closes)
        state = closes ? .finishing : .reading
        guard !isInTurn else { return }
        flush(from: start)
        guard state == .reading else { return }
        if listener.isInTurn { listener.answered.append(self) } else { goOn() }
    }

    func expire(_ exchange: Int, at time: MonotonicTime, _ body: @escaping () -> Void) {
        guard awaits(exchange) else { return }
        expiry = body
        listener.table.set(slot, time)
    }

    func deadlinePassed() {
        switch state {
        case .handling:
            expiry?()
        case .reading where waiting == .nextRequest || parser.isAtStart:
            close()
        case .reading:
            refuse(.timeout)
            flush(from: 0)
        case .writing, .lingering, .finishing, .closed:
            close()
        }
    }

    /// Closes when nothing has come since the last answer; otherwise the next answer is the last.
    func drain() {
        guard state == .reading, parser.isAtStart else { return }
        receive()
        if state == .reading, parser.isAtStart { close() }
    }

    /// Reads on after an answer that came late, or after a slow client has taken its answers.
    func goOn() {
        guard state == .reading else { return }
        resume()
        takeTurn(input.bytes, isInput: true)
    }

    func close() {
        guard state != .closed else { return }
        state = .closed
        expiry = nil
        readable?.remove()
        writable?.remove()
        Glibc.close(descriptor)
        input.release()
        unsent.release()
        listener.remove(slot)
    }

    func linger() {
        guard !hasEnded else { return close() }
        shutdown(descriptor, Int32(SHUT_WR))
        state = .lingering
        input.release()
        lingerLeft = listener.limits.lingerBytes
        resume()
        setDeadline(listener.limits.lingerTime)
    }

    func pause() {
        isPaused = true
        readable?.remove()
    }

    func resume() {
        guard isPaused, !hasEnded else { return }
        isPaused = false
        readable?.add()
    }

    func setDeadline(_ milliseconds: Int) {
        listener.table.set(slot, .now() + milliseconds)
    }

    fileprivate func becameReadable() {
        switch state {
        case .reading: receive()
        case .handling: receiveAhead()
        case .lingering: discard()
        case .finishing, .writing, .closed: break
        }
        listener.loop.drain()
    }

    private func receive() {
        guard input.isEmpty else {
            input.reserve(max(parser.roomNeeded, input.count + 4_096))
            let count = recv(descriptor, input.room.baseAddress, input.room.count, 0)
            guard count > 0 else { return ended(count) }
            input.grow(by: count)
            return takeTurn(input.bytes, isInput: true)
        }
        let count = recv(descriptor, listener.scratch.baseAddress, listener.scratch.count, 0)
        guard count > 0 else { return ended(count) }
        takeTurn(UnsafeMutableRawBufferPointer(rebasing: listener.scratch[..<count]), isInput: false)
    }

    /// Keeps what a client sends before it has its answer, as much as one buffer holds, and notices when it has gone.
    private func receiveAhead() {
        let count = recv(descriptor, listener.scratch.baseAddress, listener.scratch.count, 0)
        guard count > 0 else { return ended(count) }
        input.append(UnsafeRawBufferPointer(rebasing: listener.scratch[..<count]))
        if input.count >= listener.scratch.count { pause() }
    }

    private func discard() {
        let count = recv(descriptor, listener.scratch.baseAddress, listener.scratch.count, 0)
        lingerLeft -= count
        if count == 0 || count < 0 && errno != EAGAIN || lingerLeft <= 0 { close() }
    }

    private func ended(_ count: Int) {
        if count < 0 {
            if errno != EAGAIN && errno != EINTR { close() }
        } else if state == .handling {
            // A client may close its half and still wait for the answer.
            hasEnded = true
            pause()
        } else {
            close()
        }
    }

    /// Serves the requests in `bytes`, keeps what is left of them, and sends the answers in one write.
    private func takeTurn(_ bytes: UnsafeMutableRawBufferPointer, isInput: Bool) {
        (isInTurn, listener.isInTurn) = (true, true)
        var rest = bytes
        do {
            while state == .reading, !rest.isEmpty, let request = try parser.parse(&rest, listener.limits) {
                let length = parser.length
                parser = HTTPParser()
                serve(request)
                rest = UnsafeMutableRawBufferPointer(rebasing: rest[length...])
                // Before the next request, or a client that does not read would have us keep all its answers.
                if state == .reading, listener.output.count > 65_536 { flush(from: 0) }
            }
            keep(rest, of: bytes, isInput: isInput)
        } catch {
            refuse(error)
        }
        (isInTurn, listener.isInTurn) = (false, false)
        flush(from: 0)
        if state == .reading { setReadDeadline() }
        if let next = listener.answered.popLast() { next.goOn() }
    }

    private func serve(_ request: HTTPRequest) {
        number += 1
        closesAfterAnswer = !request.keepsAlive
        state = .handling
        waiting = .answer
        listener.table.set(slot, .never)
        listener.handler.handle(request, HTTPExchange(connection: self, number: number))
    }

    /// Gives the one answer that ends the connection. Nothing behind a refused request is ever looked at.
    private func refuse(_ error: HTTPError) {
        listener.handler.refused(error)
        listener.date.update()
        HTTPResponse(error.status).write(to: &listener.output, date: listener.date, closes: true)
        state = .finishing
    }

    private func keep(_ rest: UnsafeMutableRawBufferPointer, of bytes: UnsafeMutableRawBufferPointer, isInput: Bool) {
        guard state != .closed else { return }
        if !isInput {
            input.append(UnsafeRawBufferPointer(rest))
        } else if rest.isEmpty {
            input.release()
        } else if let start = rest.baseAddress, let base = bytes.baseAddress {
            input.truncate(to: start - base + rest.count)
            input.removeFirst(start - base)
        }
        if state == .reading, parser.expectsContinue {
            parser.head.expectsContinue = false
            listener.output.append("HTTP/1.1 100 Continue\r\n\r\n")
        }
    }

    /// The times for header and body are total: they begin once and more bytes do not move them.
    private func setReadDeadline() {
        let next: Waiting = parser.isAtStart ? .nextRequest : parser.isInBody ? .body : .header
        guard next != waiting else { return }
        waiting = next
        switch next {
        case .answer, .nextRequest: setDeadline(listener.limits.idleTime)
        case .header: setDeadline(listener.limits.headerTime)
        case .body: setDeadline(listener.limits.bodyTime)
        }
    }
}

private func connectionReadable(_: Int32, _: Int16, _ argument: UnsafeMutableRawPointer?) {
    guard let argument else { return }
    Unmanaged<HTTPConnection>.fromOpaque(argument).takeUnretainedValue().becameReadable()
}
