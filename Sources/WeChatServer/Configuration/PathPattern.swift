import Bytes

/// A path that WeChat calls an account by. In a third-party platform's it may hold a placeholder.
package struct PathPattern {
    /// Where a third-party platform's URL has the AppID of the account that a push is for.
    package static let placeholder = "$APPID$"

    /// What stands before the placeholder; the whole path when there is none.
    private let start: [UInt8]
    /// What stands behind it.
    private let end: [UInt8]?

    package init(_ path: String) {
        let place = path.firstRange(of: Self.placeholder)
        start = Array(path[..<(place?.lowerBound ?? path.endIndex)].utf8)
        end = place.map { Array(path[$0.upperBound...].utf8) }
    }

    /// What stands in a path for the placeholder, empty where there is none; nil for another path.
    @inline(__always)  // on the way of every push, where a call would retain both parts
    package func match(_ path: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        guard let end else { return start.withUnsafeBytes { $0.equals(path) } ? UnsafeRawBufferPointer.none : nil }
        guard path.count > start.count + end.count else { return nil }
        let id = path.view(start.count..<path.count - end.count)
        let isAround =
            start.withUnsafeBytes { $0.equals(path.view(0..<start.count)) }
            && end.withUnsafeBytes { $0.equals(path.view(path.count - end.count..<path.count)) }
        return isAround && id.allSatisfy({ $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 }) ? id : nil
    }
}

extension Configuration.Site {
    /// The paths that WeChat calls the account by.
    var paths: [PathPattern] { ([path] + (authorizationPath.map { [$0] } ?? [])).map { PathPattern($0) } }

    /// Whether WeChat calls the account by this path.
    package func isCalled(by path: String) -> Bool {
        let path = Array(path.utf8)
        return paths.contains { pattern in path.withUnsafeBytes { pattern.match($0) != nil } }
    }
}
