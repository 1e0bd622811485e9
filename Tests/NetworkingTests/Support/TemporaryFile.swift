import Glibc

/// The path of a file that does not exist yet, in a directory of its own; both are removed with this object.
final class TemporaryFile {
    let path: String
    private let directory: String

    init() {
        var template = Array("/tmp/wechatd-tests-XXXXXX".utf8CString)
        mkdtemp(&template)
        directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        path = directory + "/file"
    }

    deinit {
        unlink(path)
        rmdir(directory)
    }
}
