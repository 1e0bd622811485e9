/// Where a user is, when he opens the account or every five seconds, as the account is set. (A place that a user sends is a `Location`.)
public struct LocationReport: PushType {
    /// `Event` `LOCATION`.
    public static let kind = Kind.event("LOCATION")
    /// The push with all its raw fields.
    public let push: Push

    /// Makes the view; it reads nothing yet.
    public init(_ push: Push) { self.push = push }

    /// Degrees, north positive.
    public var latitude: Double? { push.fields.decimal("Latitude") }

    /// Degrees, east positive.
    public var longitude: Double? { push.fields.decimal("Longitude") }

    /// How exact it is, in metres.
    public var precision: Double? { push.fields.decimal("Precision") }
}
