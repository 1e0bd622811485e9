import Bytes
import CLibevent
import Glibc

/// Sending: at once where the client takes it, in pieces and against a deadline where it does not.
extension HTTPConnection {
    /// Sends what was written to the listener's output from `start` on, and does what is due after that.
    ///
    /// Before `start` are the answers of another connection, in whose turn this one was answered.
    func flush(from start: Int) {
        defer { if start == 0 { listener.output.removeAll() } else { listener.output.truncate(to: start) } }
        let answers = UnsafeRawBufferPointer(rebasing: listener.output.bytes[start...])
        if !unsent.isEmpty {
            unsent.append(answers)
        } else if !answers.isEmpty, state != .closed {
            let sent = send(answers)
            guard state != .closed else { return }
            if sent < answers.count { unsent.append(UnsafeRawBufferPointer(rebasing: answers[sent...])) }
        }
        if !unsent.isEmpty {
            waitForClient()
        } else if state == .finishing {
            linger()
        }
    }

    fileprivate func becameWritable() {
        unsent.removeFirst(send(UnsafeRawBufferPointer(unsent.bytes)))
        if state != .closed {
            if unsent.isEmpty { clientTookAll() } else { writable?.add() }
        }
        listener.loop.drain()
    }

    /// How many bytes the kernel took. An error closes the connection.
    private func send(_ bytes: UnsafeRawBufferPointer) -> Int {
        let sent = Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        guard sent < 0 else { return sent }
        if errno != EAGAIN && errno != EINTR { close() }
        return 0
    }

    /// Stops reading until the client has taken its answers: it cannot make us keep more than it was sent.
    private func waitForClient() {
        if state == .reading { state = .writing }
        pause()
        if writable == nil {
            // Unretained, as for `readable`.
            let owner = Unmanaged.passUnretained(self).toOpaque()
            writable = Event(listener.loop, descriptor: descriptor, Event.write, owner: owner, connectionWritable)
        }
        writable?.add()
        // A handler that is still at work has its own deadline; the client's begins with the answer.
        if state != .handling { setDeadline(listener.limits.writeTime) }
    }

    private func clientTookAll() {
        unsent.release()
        switch state {
        case .finishing: linger()
        case .handling: resume()
        case .writing:
            state = .reading
            goOn()
            if listener.isDraining { drain() }
        case .reading, .lingering, .closed: break
        }
    }
}

private func connectionWritable(_: Int32, _: Int16, _ argument: UnsafeMutableRawPointer?) {
    guard let argument else { return }
    Unmanaged<HTTPConnection>.fromOpaque(argument).takeUnretainedValue().becameWritable()
}
