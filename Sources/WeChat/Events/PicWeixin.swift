/// Pictures that a user chose out of WeChat's album from the menu. Each follows as an `Image`.
public struct PicWeixin: PictureEvent {
    /// `Event` `pic_weixin`.
    public static let kind = Kind.event("pic_weixin")
    /// The push with all its raw fields.
    public let push: Push

    /// Makes the view; it reads nothing yet.
    public init(_ push: Push) { self.push = push }
}
