import Glibc

/// Calls `body` with the path of a file that does not exist yet, in a directory of its own; then removes both.
func withTemporaryPath(_ body: (String) throws -> Void) rethrows {
    var template = Array("/tmp/wechatd-tests-XXXXXX".utf8CString)
    mkdtemp(&template)
    let directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer {
        unlink(directory + "/file")
        rmdir(directory)
    }
    try body(directory + "/file")
}
