import Networking

extension EventLoop {
    /// Runs a closure as an operation.
    func run(_ body: @escaping @Sendable () async -> Void) {
        run(Operation(body: body))
    }
}

private final class Operation: LoopOperation {
    let body: @Sendable () async -> Void

    init(body: @escaping @Sendable () async -> Void) {
        self.body = body
    }

    func run() async {
        await body()
    }
}
