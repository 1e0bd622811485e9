/// A place that a user picked and sent. (An account that is told where users are gets `LocationReport`.)
public struct Location: Message {
    public static let kinds: [Kind] = .messages("location")
    public static let example = """
        <Location_X>22.540503</Location_X><Location_Y>113.934528</Location_Y><Scale>16</Scale>\
        <Label>深圳市南山区深南大道10000号</Label>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// Degrees, north positive. WeChat calls it `Location_X`.
    public var latitude: Double? { fields.decimal("Location_X") }
    /// Degrees, east positive. WeChat calls it `Location_Y`.
    public var longitude: Double? { fields.decimal("Location_Y") }
    /// The zoom of the map that the user picked it on.
    public var scale: Int? { fields.integer("Scale") }
    /// The place in words; may be empty.
    public var label: String { fields["Label"] ?? "" }
}
