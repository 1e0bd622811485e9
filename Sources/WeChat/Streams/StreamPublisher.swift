/// Appends pushes to streams that workers in any language read.
package protocol StreamPublisher: Sendable {
    /// Appends an entry of these fields, and returns its id. Some `count` entries are kept.
    func append(_ fields: [(String, [UInt8])], to stream: String, keeping count: Int) async throws(PublishFailure)
        -> String
}

/// Why a push was not published, or nobody knows whether it was.
public enum PublishFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// The configuration names no Redis server (`redis:`).
    case unconfigured
    /// Redis has refused it, in its own words: the key is no stream, the memory is used up.
    case refused(String)
    /// It has not reached Redis.
    case unreachable(String)
    /// It may have been appended: no answer came in time.
    case unknown(String)

    /// The failure in words.
    public var description: String {
        switch self {
        case .unconfigured: "not published: the configuration has no redis"
        case .refused(let words): "not published, Redis says: \(words)"
        case .unreachable(let reason): "not published, Redis is not there: \(reason)"
        case .unknown(let reason): "perhaps published: \(reason)"
        }
    }
}
