/// A file. Undocumented: WeChat pushes it and has no public way to fetch the content.
public struct File: Message {
    public static let kinds: [Kind] = .messages("file")
    public static let example = """
        <Title>报价单.pdf</Title><Description></Description><FileKey>file-key</FileKey>\
        <FileMd5>1b5f7c23b5bf75682a53e7b6d163e185</FileMd5><FileTotalLen>20480</FileTotalLen>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The file's name.
    public var title: String { fields["Title"] ?? "" }
    /// What it is about; mostly empty.
    public var summary: String { fields["Description"] ?? "" }
    /// WeChat's key of the file.
    public var fileKey: String { fields.trimmed("FileKey") }
    /// The MD5 of the content, in hexadecimal digits.
    public var md5: String { fields.trimmed("FileMd5") }
    /// The size in bytes.
    public var size: Int? { fields.integer("FileTotalLen") }
}
