/// Pictures that a user took or chose from the menu. Each follows as an `Image`.
public struct PicPhotoOrAlbum: PictureEvent {
    /// `Event` `pic_photo_or_album`.
    public static let kind = Kind.event("pic_photo_or_album")
    /// The push with all its raw fields.
    public let push: Push

    /// Makes the view; it reads nothing yet.
    public init(_ push: Push) { self.push = push }
}
