import Foundation

/// Calls `body` with the path of a directory of its own, which is removed after it.
package func withTemporaryDirectory<R>(_ body: (String) throws -> R) throws -> R {
    var template = Array("/tmp/wechatd-tests-XXXXXX".utf8CString)
    mkdtemp(&template)
    let directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    return try body(directory)
}
