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
    enum Waiting {
        case answer, nextRequest, header, body
    }

    // What is on the way of every request is not checked for exclusive access at run time: one thread uses it, and no
    // call here is made while another changes the same property.
    let listener: HTTPListener
    let descriptor: Int32
    var state = State.reading
    var slot = -1
    var readable: Event?
    var writable: Event?
    /// What the client has not taken of the answers.
    @exclusivity(unchecked) var unsent = ByteBuffer()
    /// What came of a request that is not complete, or behind one that is being handled.
    @exclusivity(unchecked) var input = ByteBuffer()
    @exclusivity(unchecked) var parser = HTTPParser()
    var waiting = Waiting.header
    /// The number of the request that is handled now.
    var number = 0
    var closesAfterAnswer = false
    /// Whether the client has closed its half.
    var hasEnded = false
    /// Whether the answers of this turn are sent when it ends.
    var isInTurn = false
    private var isPaused = false
    var lingerLeft = 0
    private var expiry: (() -> Void)?
    private var gone: (() -> Void)?

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
        gone = nil
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

    func whenGone(_ exchange: Int, _ body: @escaping () -> Void) {
        guard awaits(exchange) else { return }
        if hasEnded { body() } else { gone = body }
    }

    /// The client has closed its half, or all of the connection, while a request is handled.
    func noteGone() {
        let body = gone
        gone = nil
        body?()
    }

    func deadlinePassed() {
        switch state {
        case .handling:
            expiry?()
        case .reading where waiting == .nextRequest || parser.isAtStart:
            closeWhenIdle()
        case .reading:
            refuse(.timeout)
            flush(from: 0)
        case .writing, .lingering, .finishing, .closed:
            close()
        }
    }

    /// Gives a client that is between two requests a while to send one more, whose answer is the last.
    ///
    /// To close at once would lose the request that is on its way, and a push that may have been handled is not sent
    /// again by a proxy. A client that sends pushes learns from the answer.
    func drain() {
        guard state == .reading, parser.isAtStart else { return }
        waiting = .nextRequest
        setDeadline(listener.limits.lastCallTime)
        receive()
    }

    /// Closes unless a request has come just now.
    private func closeWhenIdle() {
        waiting = .nextRequest
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
        noteGone()
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
}
