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

    private let handle: OpaquePointer
    private static let libraryReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// A client that gives up on an answer after `timeout` milliseconds, and speaks over a Unix socket where one is
    /// named.
    package init(timeout: Int, unixSocket: String? = nil) {
        precondition(Self.libraryReady, "libcurl cannot be used")
        guard let handle = curl_easy_init() else { fatalError("out of memory") }
        self.handle = OpaquePointer(handle)
        set(CURLOPT_TIMEOUT_MS, timeout)
        set(CURLOPT_NOSIGNAL, 1)
        shim_setopt_string(handle, CURLOPT_PROTOCOLS_STR, "http,https")
        if let unixSocket { shim_setopt_string(handle, CURLOPT_UNIX_SOCKET_PATH, unixSocket) }
    }

    deinit { curl_easy_cleanup(raw) }

    /// Sends a GET, or with a `body` a POST, and waits for the answer.
    package func send(_ url: String, headers: [String] = [], body: [UInt8]? = nil) throws(Failure) -> Answer {
        var list: UnsafeMutablePointer<curl_slist>?
        for header in headers { list = curl_slist_append(list, header) }
        defer { curl_slist_free_all(list) }
        shim_setopt_string(raw, CURLOPT_URL, url)
        shim_setopt_pointer(raw, CURLOPT_HTTPHEADER, list)
        if let body {
            set(CURLOPT_POSTFIELDSIZE, body.count)
            // Copied, so that nothing of Swift's has to stay where it is.
            body.withUnsafeBytes { bytes in
                _ = shim_setopt_pointer(
                    raw, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: bytes.baseAddress))
            }
        } else {
            set(CURLOPT_HTTPGET, 1)
        }
        var received: [UInt8] = []
        let code = withUnsafeMutablePointer(to: &received) { received in
            shim_setopt_write(raw, appendReceived, received)
            return curl_easy_perform(raw)
        }
        guard code == CURLE_OK else { throw Failure(description: String(cString: curl_easy_strerror(code))) }
        var status = 0
        shim_status(raw, &status)
        return Answer(status: status, body: received)
    }

    /// libcurl's handle is a `void *` in C and this class's private matter.
    private var raw: UnsafeMutableRawPointer { UnsafeMutableRawPointer(handle) }

    private func set(_ option: CURLoption, _ value: Int) {
        shim_setopt_long(raw, option, value)
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
