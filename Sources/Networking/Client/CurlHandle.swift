import CCurl

/// A libcurl "easy" handle: one transfer at a time, and what all transfers have in common.
///
/// http and https only. TLS is 1.2 at least and the server's certificate and name are checked; nothing can switch that
/// off. Redirects are not followed, because libcurl follows none that it is not told to.
final class CurlHandle {
    /// In C it is a `void *`.
    let raw: UnsafeMutableRawPointer
    private static let libraryReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// A handle that gives up on an answer after `time` milliseconds.
    init(time: Int) {
        precondition(Self.libraryReady, "libcurl cannot be used")
        guard let raw = curl_easy_init() else { fatalError("out of memory") }
        self.raw = raw
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        // Where trusted certificates are files of their own, the one that is wanted is read, and not the file of all of
        // them, for each connection: that takes twenty milliseconds, in which a loop does nothing else.
        if shim_getinfo_string(raw, CURLINFO_CAPATH) != nil { shim_setopt_string(raw, CURLOPT_CAINFO, nil) }
        set(CURLOPT_TIMEOUT_MS, time)
        set(CURLOPT_NOSIGNAL, 1)
    }

    deinit { curl_easy_cleanup(raw) }

    /// Sets an option whose value is a number.
    func set(_ option: CURLoption, _ value: Int) {
        shim_setopt_long(raw, option, value)
    }

    /// Sets an option whose value is a text, which libcurl copies.
    func set(_ option: CURLoption, _ value: String) {
        shim_setopt_string(raw, option, value)
    }

    /// Sets the request's header fields, which must live until the transfer ends.
    func set(_ fields: borrowing HeaderList) {
        shim_setopt_pointer(raw, CURLOPT_HTTPHEADER, fields.first)
    }

    /// What libcurl knows of the last transfer.
    func number(_ info: CURLINFO) -> Int {
        var number = 0
        shim_getinfo_long(raw, info, &number)
        return number
    }
}

/// Header fields as libcurl wants them: a list of lines.
struct HeaderList: ~Copyable {
    private(set) var first: UnsafeMutablePointer<curl_slist>?

    init(_ lines: [String]) {
        for line in lines { first = curl_slist_append(first, line) }
    }

    deinit { curl_slist_free_all(first) }
}
