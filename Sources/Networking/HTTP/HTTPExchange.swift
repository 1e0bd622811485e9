/// One request's claim to an answer. Sends the first response it is given and ignores the rest.
///
/// It may outlive the client: an answer to a closed connection goes nowhere and harms nobody.
package struct HTTPExchange: @unchecked Sendable {  // the connection is touched on its loop only
    let connection: HTTPConnection
    let number: Int

    /// The loop that the exchange belongs to.
    package var loop: EventLoop { connection.listener.loop }

    /// Whether the answer has not been given and can still arrive.
    package var isOpen: Bool { connection.awaits(number) }

    /// Whether the client waits, for all that is known: it has not closed its half of the connection either.
    package var isAwaited: Bool { isOpen && !connection.hasEnded }

    /// Answers. To be called on the loop.
    package func respond(_ response: HTTPResponse) {
        loop.checkIsolated()
        connection.respond(response, to: number)
    }

    /// Calls `body` on the loop when the exchange is still open at `time`.
    package func expire(at time: MonotonicTime, _ body: @escaping () -> Void) {
        loop.checkIsolated()
        connection.expire(number, at: time, body)
    }

    /// Calls `body` on the loop when the client hangs up before it has an answer.
    package func whenGone(_ body: @escaping () -> Void) {
        loop.checkIsolated()
        connection.whenGone(number, body)
    }
}
