/// What one client may cost. Sizes are bytes, times are milliseconds.
package struct HTTPLimits: Sendable {
    /// The request line, without its end. A longer one is answered 414.
    package var requestLine = 4_096
    /// All field lines together, trailers too. More is answered 431.
    package var header = 8_192
    /// Field lines in a request, trailers too. More is answered 431.
    package var fields = 64
    /// The body, decided at the header where it has a Content-Length. A larger one is answered 413.
    package var body = 65_536
    /// Chunks in a body. More is answered 400.
    package var chunks = 1_024
    /// The line before a chunk, with its extensions. A longer one is answered 400.
    package var chunkLine = 256
    /// From the first byte of a request to the end of its header. Then 408.
    package var headerTime = 5_000
    /// From the end of the header to the end of the body. Then 408.
    package var bodyTime = 5_000
    /// Until the client has taken an answer. Then the connection is closed.
    package var writeTime = 5_000
    /// Between two requests. Longer than the 60 s of nginx's upstream connections, or a push meets a closing socket.
    package var idleTime = 75_000
    /// Requests on a connection; the last one is answered with `Connection: close`.
    package var requestsPerConnection = 1_000
    /// Connections at once, on all loops. One more is closed when accepted.
    package var connections = 1_024

    /// How long, and how many bytes of it, a closing connection is read so that the client gets its last answer.
    package var lingerTime = 500
    package var lingerBytes = 65_536
    /// How long a listener that drains waits on an idle connection: a request may be on its way.
    package var lastCallTime = 500

    package init() {}
}
