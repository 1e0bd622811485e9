/// What the three picture items of a menu have in common.
public protocol PictureEvent: PushType {}

extension PictureEvent {
    private var info: Fields? { push.fields.object("SendPicsInfo") }

    /// How many pictures, as WeChat says; 0 when the user sent none.
    public var count: Int { info?.integer("Count") ?? 0 }

    /// The MD5 of each picture, in hexadecimal digits. Some pushes repeat the list instead of its items.
    public var md5Sums: [String] {
        (info?.list("PicList") ?? []).flatMap { $0.list("item") }.map { $0.trimmed("PicMd5Sum") }
    }
}
