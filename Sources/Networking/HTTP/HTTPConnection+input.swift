import Bytes
import CLibevent
import Glibc

/// Reading: a turn for each time that bytes have come, with one read and one write in the normal case.
extension HTTPConnection {
    fileprivate func becameReadable() {
        switch state {
        case .reading: receive()
        case .handling: receiveAhead()
        case .lingering: discard()
        case .finishing, .writing, .closed: break
        }
        listener.loop.drain()
    }

    /// Reads what has come, once.
    func receive() {
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
            noteGone()
        } else {
            close()
        }
    }

    /// Serves the requests in `bytes`, keeps what is left of them, and sends the answers in one write.
    func takeTurn(_ bytes: UnsafeMutableRawBufferPointer, isInput: Bool) {
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
    func refuse(_ error: HTTPError) {
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

/// What libevent calls with the connection when its socket has bytes.
func connectionReadable(_: Int32, _: Int16, _ argument: UnsafeMutableRawPointer?) {
    guard let argument else { return }
    Unmanaged<HTTPConnection>.fromOpaque(argument).takeUnretainedValue().becameReadable()
}
