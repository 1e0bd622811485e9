import CCurl

/// A blocking HTTP client with one kept connection, for commands. TLS is checked; redirects are not followed.
package final class HTTPClient {
    /// What came back.
    package struct Answer: Sendable {
        package var status: Int
        package var body: [UInt8]
    }

    /// Why nothing came back, in libcurl's words.
    package struct Failure: Error, CustomStringConvertible {
        package var description: String

        package init(description: String) {
            self.description = description
        }
    }

    private let handle: CurlHandle

    /// A client that gives up on an answer after `timeout` milliseconds, and speaks over a Unix socket where one is
    /// named.
    package init(timeout: Int, unixSocket: String? = nil) {
        handle = CurlHandle(time: timeout)
        if let unixSocket { handle.set(CURLOPT_UNIX_SOCKET_PATH, unixSocket) }
    }

    /// Sends a GET, or with a `body` a POST, and waits for the answer.
    package func send(_ url: String, headers: [String] = [], body: [UInt8]? = nil) throws(Failure) -> Answer {
        let fields = HeaderList(headers)
        handle.set(CURLOPT_URL, url)
        handle.set(fields)
        if let body {
            handle.set(CURLOPT_POSTFIELDSIZE, body.count)
            // Copied, so that nothing of Swift's has to stay where it is.
            body.withUnsafeBytes { bytes in
                _ = shim_setopt_pointer(
                    handle.raw, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: bytes.baseAddress))
            }
        } else {
            handle.set(CURLOPT_HTTPGET, 1)
        }
        var received: [UInt8] = []
        let code = withUnsafeMutablePointer(to: &received) { received in
            shim_setopt_write(handle.raw, appendReceived, received)
            return curl_easy_perform(handle.raw)
        }
        // The handle has a pointer to them until it is set again.
        handle.set(HeaderList([]))
        _ = consume fields
        guard code == CURLE_OK else { throw Failure(description: String(cString: curl_easy_strerror(code))) }
        return Answer(status: handle.number(CURLINFO_RESPONSE_CODE), body: received)
    }
}

private func appendReceived(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ argument: UnsafeMutableRawPointer?
) -> Int {
    guard let bytes, let argument else { return 0 }
    let received = argument.assumingMemoryBound(to: [UInt8].self)
    received.pointee.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: size * count))
    return size * count
}
