import CCurl

/// Why a request of `HTTPSession` got no answer.
package struct HTTPFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// What went wrong.
    package enum Reason: Sendable {
        /// The host has no address, or takes no connection.
        case unreachable
        /// TLS has failed: the certificate is not trusted, or is another's.
        case untrusted
        /// The answer did not come in time.
        case timedOut
        /// The connection broke, or what came on it is no answer.
        case broken
        /// The answer is larger than is wanted.
        case tooLarge
        /// The task that waited was cancelled.
        case cancelled
        /// The session is closed.
        case closed
    }

    package let reason: Reason
    /// Whether the server may have got the request: a byte of it was written. Then nobody knows what it has done.
    package let mayHaveArrived: Bool
    /// The reason in words, libcurl's where they are more exact. Neither the URL nor what was sent is in it.
    package let description: String

    init(_ reason: Reason, mayHaveArrived: Bool, _ description: String? = nil) {
        self.reason = reason
        self.mayHaveArrived = mayHaveArrived
        self.description = description ?? "\(reason)"
    }

    init(_ code: CURLcode, mayHaveArrived: Bool) {
        self.init(Reason(code), mayHaveArrived: mayHaveArrived, String(cString: curl_easy_strerror(code)))
    }
}

extension HTTPFailure.Reason {
    fileprivate init(_ code: CURLcode) {
        switch code {
        case CURLE_OPERATION_TIMEDOUT: self = .timedOut
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT: self = .unreachable
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CIPHER,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
            self = .untrusted
        default: self = .broken
        }
    }
}
