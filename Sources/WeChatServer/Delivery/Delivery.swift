import Networking
import WeChat

/// A push on its way to its answer: what it is, where the answer goes and when it came.
struct Delivery: @unchecked Sendable {  // used on the exchange's loop only, by its tasks too
    let push: Push
    let envelope: Envelope
    /// What handlers are told beside it.
    let context: Context
    let endpoint: Endpoint
    let exchange: HTTPExchange
    let started: MonotonicTime
}
