/// Pictures that a user took or chose from the menu. Each follows as an `Image`.
public struct PicPhotoOrAlbum: PictureEvent {
    public static let kind = Kind.event("pic_photo_or_album")
    public let push: Push

    public init(_ push: Push) { self.push = push }
}
