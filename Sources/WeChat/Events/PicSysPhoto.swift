/// Pictures that a user took from the menu. Each follows as an `Image`.
public struct PicSysPhoto: PictureEvent {
    public static let kind = Kind.event("pic_sysphoto")
    public let push: Push

    public init(_ push: Push) { self.push = push }
}
