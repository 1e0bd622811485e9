import CCurl

/// One request on its way, or none: a handle that is used again for the next one.
final class HTTPTransfer {
    let handle: CurlHandle
    /// Which of its session's requests it is.
    private(set) var number = 0
    private let answerLimit: Int
    private var fields = HeaderList([])
    private var body: [UInt8] = []
    private var given = 0
    private var received: [UInt8] = []
    private var isTooLarge = false
    private var waiting: CheckedContinuation<Result<HTTPClient.Answer, HTTPFailure>, Never>?

    init(_ limits: HTTPSession.Limits) {
        handle = CurlHandle(time: limits.time)
        answerLimit = limits.answer
        handle.set(CURLOPT_CONNECTTIMEOUT_MS, limits.connectTime)
        // One request after the other on a connection: what has been written to it is known, and at most one is lost.
        handle.set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
        // A connection that the server closes while a request is on its way to it loses the request: better not to use
        // one that has been idle for nearly as long as servers keep them.
        handle.set(CURLOPT_MAXAGE_CONN, 20)
        // Names are looked up on a thread of libcurl's. A transfer that ends before must not wait for it.
        handle.set(CURLOPT_QUICK_EXIT, 1)
        // Unretained: the transfer owns the handle, which calls nobody after its end.
        let owner = Unmanaged.passUnretained(self).toOpaque()
        shim_setopt_write(handle.raw, takeAnswer, owner)
        // Read from here and without a way to begin again, because libcurl sends a body that it can read again a second
        // time, when a connection that was used before breaks behind the first.
        shim_setopt_read(handle.raw, giveBody, owner)
    }

    /// Puts a request into the handle.
    func prepare(
        _ request: HTTPSession.Request, number: Int,
        _ waiting: CheckedContinuation<Result<HTTPClient.Answer, HTTPFailure>, Never>
    ) {
        self.number = number
        self.waiting = waiting
        // Without an `Expect` of ours libcurl would ask leave to send a large body.
        fields = HeaderList(request.fields + ["Expect:"])
        body = request.body ?? []
        handle.set(CURLOPT_URL, request.url)
        handle.set(fields)
        if request.body == nil {
            handle.set(CURLOPT_HTTPGET, 1)
        } else {
            handle.set(CURLOPT_POST, 1)
            handle.set(CURLOPT_POSTFIELDSIZE, body.count)
        }
    }

    /// Whether a byte of the request was written.
    var mayHaveArrived: Bool { handle.number(CURLINFO_REQUEST_SIZE) > 0 }

    /// Tells who waits what libcurl says, and is ready for the next request.
    func finish(_ code: CURLcode) {
        let mayHaveArrived = mayHaveArrived
        if code == CURLE_OK {
            let status = handle.number(CURLINFO_RESPONSE_CODE)
            resume(.success(HTTPClient.Answer(status: status, body: received)))
        } else if isTooLarge {
            resume(.failure(HTTPFailure(.tooLarge, mayHaveArrived: mayHaveArrived)))
        } else {
            resume(.failure(HTTPFailure(code, mayHaveArrived: mayHaveArrived)))
        }
    }

    /// Tells who waits that nothing comes.
    func abandon(_ reason: HTTPFailure.Reason) {
        resume(.failure(HTTPFailure(reason, mayHaveArrived: mayHaveArrived)))
    }

    private func resume(_ result: Result<HTTPClient.Answer, HTTPFailure>) {
        waiting?.resume(returning: result)
        waiting = nil
        body = []
        given = 0
        received = []
        isTooLarge = false
    }

    fileprivate func take(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard received.count + bytes.count <= answerLimit else {
            isTooLarge = true
            // Any number but theirs ends the transfer.
            return 0
        }
        received.append(contentsOf: bytes)
        return bytes.count
    }

    fileprivate func give(_ room: UnsafeMutableRawBufferPointer) -> Int {
        let piece = body[given..<min(given + room.count, body.count)]
        room.copyBytes(from: piece)
        given += piece.count
        return piece.count
    }
}

private func takeAnswer(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ argument: UnsafeMutableRawPointer?
) -> Int {
    guard let bytes, let argument else { return 0 }
    return Unmanaged<HTTPTransfer>.fromOpaque(argument).takeUnretainedValue()
        .take(UnsafeRawBufferPointer(start: bytes, count: size * count))
}

private func giveBody(
    _ room: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ argument: UnsafeMutableRawPointer?
) -> Int {
    guard let room, let argument else { return 0 }
    return Unmanaged<HTTPTransfer>.fromOpaque(argument).takeUnretainedValue()
        .give(UnsafeMutableRawBufferPointer(start: room, count: size * count))
}
