import Bytes

/// What goes back: a status and perhaps a body.
package struct HTTPResponse {
    /// The kinds of body that this server sends.
    package enum ContentType: Sendable {
        case text
        case xml
        case json
        case metrics

        /// Text is never to be taken for anything else: an `echostr` comes from outside.
        var line: StaticString {
            switch self {
            case .text: "Content-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\n"
            case .xml: "Content-Type: text/xml; charset=utf-8\r\n"
            case .json: "Content-Type: application/json\r\n"
            case .metrics: "Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n"
            }
        }
    }

    package var status: HTTPStatus
    package var contentType: ContentType
    /// Copied while the response is sent.
    package var body: UnsafeRawBufferPointer

    /// A response with a body.
    package init(_ contentType: ContentType, _ body: UnsafeRawBufferPointer, status: HTTPStatus = .ok) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }

    /// A response that says its status and nothing else.
    package init(_ status: HTTPStatus) {
        self.init(.text, UnsafeRawBufferPointer(start: nil, count: 0), status: status)
    }

    /// Writes the response, head and body, behind what `output` holds.
    func write(to output: inout ByteBuffer, date: borrowing HTTPDate, closes: Bool) {
        output.append(status.line)
        date.write(to: &output)
        if !body.isEmpty { output.append(contentType.line) }
        if closes { output.append("Connection: close\r\n") }
        output.append("Content-Length: ")
        output.append(decimal: body.count)
        output.append("\r\n\r\n")
        output.append(body)
    }
}
