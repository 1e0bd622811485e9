/// What stands behind a listener on one loop. All calls come on that loop.
package protocol HTTPHandler: AnyObject {
    /// Looks at a request, and answers now or later. The request's bytes are valid during the call only.
    func handle(_ request: HTTPRequest, _ exchange: HTTPExchange)

    /// Is told of a request that never became one: it was answered with the error's status.
    func refused(_ error: HTTPError)
}
