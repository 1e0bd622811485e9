/// Pictures that a user chose out of WeChat's album from the menu. Each follows as an `Image`.
public struct PicWeixin: PictureEvent {
    public static let kind = Kind.event("pic_weixin")
    public let push: Push

    public init(_ push: Push) { self.push = push }
}
