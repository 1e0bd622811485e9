@testable import WeChat

extension PushType {
    /// The type's own example, as a push of its first kind or of `kind`.
    static func fromExample(_ kind: Kind? = nil) throws -> Self {
        let kind = kind ?? kinds[0]
        let push = try kind.category == .platform ? Push(platform: kind.name, example) : Push(event: kind.name, example)
        return Self(push: push)
    }
}

extension Push {
    /// What a third-party platform is told.
    init(platform name: String, _ fields: String) throws(Refusal) {
        try self.init(
            document: """
                <xml><AppId>wx9f0e1d2c3b4a5968</AppId><CreateTime>1714356960</CreateTime>
                <InfoType>\(name)</InfoType>\(fields)</xml>
                """)
    }

    /// A sample of the protocol's catalogue, in XML or JSON.
    init(sample file: String) throws {
        try self.init(bytes: resource("Samples/\(file)"))
    }
}
