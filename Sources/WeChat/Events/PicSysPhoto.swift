/// Pictures that a user took from the menu. Each follows as an `Image`.
public struct PicSysPhoto: PictureEvent {
    /// `Event` `pic_sysphoto`.
    public static let kind = Kind.event("pic_sysphoto")
    /// The push with all its raw fields.
    public let push: Push

    /// Makes the view; it reads nothing yet.
    public init(_ push: Push) { self.push = push }
}
