import Bytes
import Networking
import WeChat

/// A path of the server, and the account behind it.
final class Route {
    let endpoint: Endpoint
    /// Shared by the account's routes on all loops.
    let pairs: PairLedger
    /// The account's number among all.
    let account: Int
    /// What stands before the placeholder; the whole path when there is none.
    private let start: [UInt8]
    /// What stands behind it.
    private let end: [UInt8]?

    /// Where a third-party platform's URL has the AppID of the account that a push is for.
    static let placeholder = "$APPID$"

    init(_ path: String, _ endpoint: Endpoint, _ pairs: PairLedger, account: Int = 0) {
        self.account = account
        self.endpoint = endpoint
        self.pairs = pairs
        let place = path.firstRange(of: Self.placeholder)
        start = Array(path[..<(place?.lowerBound ?? path.endIndex)].utf8)
        end = place.map { Array(path[$0.upperBound...].utf8) }
    }

    /// What stands in a path for the placeholder, empty where there is none; nil for another path.
    func match(_ path: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        guard let end else { return start.withUnsafeBytes { $0.equals(path) } ? UnsafeRawBufferPointer.none : nil }
        guard path.count > start.count + end.count else { return nil }
        let id = path.view(start.count..<path.count - end.count)
        let isAround =
            start.withUnsafeBytes { $0.equals(path.view(0..<start.count)) }
            && end.withUnsafeBytes { $0.equals(path.view(path.count - end.count..<path.count)) }
        return isAround && id.allSatisfy({ $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 }) ? id : nil
    }
}
