/// Who sends a parcel or gets it.
public struct WaybillContact: Sendable {
    /// The raw fields.
    public let fields: Fields
    /// The name.
    public var name: String { fields["Name"] ?? "" }
    /// The telephone at home or at work; empty where there is only `mobile`.
    public var telephone: String { fields.trimmed("Tel") }
    /// The mobile telephone; empty where there is only `telephone`.
    public var mobile: String { fields.trimmed("Mobile") }
    /// The company; empty in single parcels (散单).
    public var company: String { fields["Company"] ?? "" }
    /// The postcode; empty in single parcels.
    public var postcode: String { fields.trimmed("PostCode") }
    /// The country, 中国 unless it says something else; empty in single parcels.
    public var country: String { fields["Country"] ?? "" }
    /// The province.
    public var province: String { fields["Province"] ?? "" }
    /// The city.
    public var city: String { fields["City"] ?? "" }
    /// The district.
    public var district: String { fields["Area"] ?? "" }
    /// The street; in single parcels alone, else it is part of the address.
    public var street: String { fields["Street"] ?? "" }
    /// What comes after it.
    public var address: String { fields["Address"] ?? "" }
    /// The id of the address in WeChat; in single parcels alone.
    public var addressID: String? { fields.nonEmpty("Id") }
}

/// What a parcel is insured for (保价).
public struct WaybillInsurance: Sendable {
    /// The raw fields.
    public let fields: Fields
    /// Whether it is.
    public var isInsured: Bool { fields.flag("UseInsured") }
    /// For how much, in 分.
    public var value: Int? { fields.integer("InsuredValue") }
}

/// What is in a single parcel (散单).
public struct SingleParcel: Sendable {
    /// The raw fields.
    public let fields: Fields
    /// The sort of goods, a number.
    public var type: Int? { fields.integer("Special") }
    /// In kilograms.
    public var weight: Double? { fields.decimal("Weight") }
}
