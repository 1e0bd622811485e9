/// A place that a user picked from the menu. It follows as a `Location`.
public struct LocationSelect: PushType {
    /// `Event` `location_select`.
    public static let kind = Kind.event("location_select")
    /// The push with all its raw fields.
    public let push: Push

    /// Makes the view; it reads nothing yet.
    public init(_ push: Push) { self.push = push }

    /// Degrees, north positive. WeChat calls it `Location_X`.
    public var latitude: Double? { info?.decimal("Location_X") }

    /// Degrees, east positive. WeChat calls it `Location_Y`.
    public var longitude: Double? { info?.decimal("Location_Y") }

    /// The zoom of the map.
    public var scale: Int? { info?.integer("Scale") }

    /// The place in words, exactly; it may begin with a space.
    public var label: String { info?["Label"] ?? "" }

    /// The name of the place; may be empty.
    public var poiName: String { info?["Poiname"] ?? "" }

    private var info: Fields? { push.fields.object("SendLocationInfo") }
}
