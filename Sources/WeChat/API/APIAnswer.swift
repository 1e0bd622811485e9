import XML

/// The body of what WeChat's API answers: an object of JSON. `errcode` may be missing when all is well.
package struct APIAnswer: Sendable {
    let fields: Fields

    /// Reads an answer; nil when it is none, like a proxy's page.
    package init?(_ body: [UInt8]) {
        let tree = body.withUnsafeBytes { try? JSONReader(.api).read($0) }
        guard let tree else { return nil }
        fields = Fields(tree: tree, index: 0)
        guard fields["errcode"] == nil || fields.integer("errcode") != nil else { return nil }
    }

    /// What is wrong; nil when all is well.
    package var error: APIError? {
        guard let code = fields.integer("errcode"), code != 0 else { return nil }
        return APIError(code: code, message: fields["errmsg"] ?? "")
    }
}

extension DocumentVocabulary {
    fileprivate static let api = DocumentVocabulary(
        singles: ["errcode", "errmsg", "access_token", "expires_in"], freeTexts: [])
}
