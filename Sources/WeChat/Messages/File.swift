/// A file. Undocumented: WeChat pushes it and has no public way to fetch the content.
public struct File: Message {
    /// `MsgType` `file`.
    public static let kind = Kind.message("file")
    /// The push with all its raw fields.
    public let push: Push

    /// Makes the view; it reads nothing yet.
    public init(_ push: Push) { self.push = push }

    /// The file's name.
    public var title: String { push.fields["Title"] ?? "" }

    /// What it is about; mostly empty.
    public var summary: String { push.fields["Description"] ?? "" }

    /// WeChat's key of the file.
    public var fileKey: String { push.fields.trimmed("FileKey") }

    /// The MD5 of the content, in hexadecimal digits.
    public var md5: String { push.fields.trimmed("FileMd5") }

    /// The size in bytes.
    public var size: Int? { push.fields.integer("FileTotalLen") }
}
