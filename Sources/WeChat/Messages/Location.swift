/// A place that a user picked and sent. (An account that is told where users are gets `LocationReport`.)
public struct Location: Message {
    /// `MsgType` `location`.
    public static let kind = Kind.message("location")
    /// The push with all its raw fields.
    public let push: Push

    /// Makes the view; it reads nothing yet.
    public init(_ push: Push) { self.push = push }

    /// Degrees, north positive. WeChat calls it `Location_X`.
    public var latitude: Double? { push.fields.decimal("Location_X") }

    /// Degrees, east positive. WeChat calls it `Location_Y`.
    public var longitude: Double? { push.fields.decimal("Location_Y") }

    /// The zoom of the map that the user picked it on.
    public var scale: Int? { push.fields.integer("Scale") }

    /// The place in words; may be empty.
    public var label: String { push.fields["Label"] ?? "" }
}
