import Bytes

/// A field of a reply that a handler makes up: `["WayBillID": .text(id), "Fee": 1200, "Sender": ["Name": "张三"]]`.
public struct ReplyField: Sendable, Equatable {
    /// The name, letters, digits and `_`, as WeChat wants it.
    public var name: String
    /// The value.
    public var value: Value

    /// A field.
    public init(_ name: String, _ value: Value) {
        self.name = name
        self.value = value
    }

    /// What a field holds.
    public indirect enum Value: Sendable, Equatable {
        /// A text.
        case text(String)
        /// A whole number.
        case number(Int)
        /// A number with decimals.
        case decimal(Double)
        /// Fields inside.
        case fields(ReplyFields)
        /// Several values of one name: in XML the element is repeated, in JSON it is an array.
        case list([Value])
    }
}

/// Fields of a reply, in their order.
public struct ReplyFields: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    /// The fields.
    public var all: [ReplyField]

    /// Fields in their order.
    public init(_ all: [ReplyField]) {
        self.all = all
    }

    /// Fields in their order.
    public init(dictionaryLiteral elements: (String, ReplyField.Value)...) {
        all = elements.map { ReplyField($0, $1) }
    }

    /// The first name that is not letters, digits and `_`; nil when all may be written.
    var malformedName: String? {
        for field in all {
            guard !field.name.isEmpty, field.name.utf8.allSatisfy({ $0.isWordByte }), !field.name.startsWithDigit
            else { return field.name }
            if let name = field.value.malformedName { return name }
        }
        return nil
    }
}

extension ReplyField.Value {
    fileprivate var malformedName: String? {
        switch self {
        case .text, .number, .decimal: nil
        case .fields(let fields): fields.malformedName
        case .list(let values): values.lazy.compactMap(\.malformedName).first
        }
    }
}

extension UInt8 {
    fileprivate var isWordByte: Bool { isLetterOrDigit || self == UInt8(ascii: "_") }
}

extension String {
    fileprivate var startsWithDigit: Bool { utf8.first.map { $0 &- 0x30 < 10 } ?? false }
}

extension ReplyField.Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
    /// A text.
    public init(stringLiteral value: String) { self = .text(value) }

    /// A whole number.
    public init(integerLiteral value: Int) { self = .number(value) }

    /// A number with decimals.
    public init(floatLiteral value: Double) { self = .decimal(value) }
}

extension ReplyField.Value: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral {
    /// Fields inside.
    public init(dictionaryLiteral elements: (String, Self)...) {
        self = .fields(ReplyFields(elements.map { ReplyField($0, $1) }))
    }

    /// Several values of one name.
    public init(arrayLiteral elements: Self...) { self = .list(elements) }
}
