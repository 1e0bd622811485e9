import WeChat

extension Configuration.Site {
    /// Reads an account; nil, with the problems noted, when something is wrong.
    init?(_ section: inout YAMLSection, isOnly: Bool) {
        let problems = section.problems.all.count
        let appID = section.value("app_id", expected: "the AppID, letters and digits", \.asPlainWord)
        let name = section.value("name", expected: "a name of letters, digits, - and _", \.asPlainWord)
        let type = section.choice("type", Account.AccountType.self) ?? .officialAccount
        let isCloudHosted = section.choice("cloud_hosting", Switch.self) == .true
        let path = Self.path("path", &section)
        let authorizationPath = Self.path("authorization_path", mayBeEmpty: true, &section).flatMap {
            $0.isEmpty ? nil : $0
        }
        let variables = { (key: String) in
            (isOnly ? ["WECHATD_" + key] : []) + [Self.variable(name ?? appID ?? "", key)]
        }
        let tokens = section.pair(
            "token", or: variables("TOKEN"), expected: "the Token, 3 to 32 letters and digits"
        ) { $0.isToken ? Secret($0) : nil }
        let keys = section.pair(
            "encoding_aes_key", or: variables("ENCODING_AES_KEY"),
            expected: "the EncodingAESKey, 43 letters and digits", mayBeEmpty: true, EncodingAESKey.init)
        let api = Self.api(&section, or: variables("APP_SECRET"), type, isCloudHosted)
        let late = Self.late(&section, callsAPI: api.secret != nil || isCloudHosted)
        let mode = section.choice("mode", Mode.self) ?? .plaintext
        let format = section.choice("format", Format.self)?.wire
        let window = section.integer("replay_window_seconds", 60...86_400)
        let apology = section.value("apology", expected: "a text") { $0 }
        section.finish()
        if appID == nil { section.missing("app_id", expected: "the AppID") }
        if path == nil { section.missing("path", expected: "the path of the server URL") }
        if tokens == nil, !isCloudHosted { section.missing("token", expected: "the Token of WeChat's console") }
        if keys?.isEmpty ?? true, mode != .plaintext {
            section.missing("encoding_aes_key", expected: "the EncodingAESKey of WeChat's console, because of the mode")
        }
        Self.check(&section, type, mode, format, isCloudHosted, paths: [path, authorizationPath])
        guard problems == section.problems.all.count, let appID, let path else { return nil }
        var account = Account(appID: appID, token: Secret(""), name: name, replayWindow: window ?? 300)
        account.tokens = tokens ?? []
        account.mode = mode.with(keys ?? [])
        account.format = format
        account.type = type
        account.isCloudHosted = isCloudHosted
        (account.appSecret, account.apiBase) = api
        account.late = late
        account.apology = apology.flatMap { $0.isEmpty ? nil : $0 }
        self.init(path: path, authorizationPath: authorizationPath, account: account)
    }

    /// Notes what does not go together.
    private static func check(
        _ section: inout YAMLSection, _ type: Account.AccountType, _ mode: Mode, _ format: WireFormat?,
        _ isCloudHosted: Bool, paths: [String?]
    ) {
        let hasPlaceholder = paths[0]?.contains(PathPattern.placeholder) ?? false
        if type == .thirdPartyPlatform {
            if mode == .plaintext { section.reject("mode", expected: "safe, as a third-party platform has it") }
            if format == .json { section.reject("format", expected: "xml, as a third-party platform has it") }
        } else {
            let expected = "type third_party_platform beside it"
            if hasPlaceholder { section.reject("path", expected: "no \(PathPattern.placeholder), or \(expected)") }
            if paths[1] != nil { section.reject("authorization_path", expected: expected) }
        }
        if isCloudHosted, mode != .plaintext {
            section.reject("mode", expected: "plaintext, because cloud hosting encrypts nothing")
        }
    }

    private static func path(_ key: String, mayBeEmpty: Bool = false, _ section: inout YAMLSection) -> String? {
        section.value(key, expected: "a path that begins with / and has no ?, # or blank") { text in
            if text.isEmpty, mayBeEmpty { return text }
            return text.hasPrefix("/") && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3F && $0 != 0x23 }
                ? text : nil
        }
    }

    /// The environment's variable for the token of the account.
    static func variable(_ name: String) -> String { variable(name, "TOKEN") }

    private static func variable(_ name: String, _ key: String) -> String {
        "WECHATD_" + name.uppercased().map { $0.isLetter || $0.isNumber ? $0 : "_" } + "_" + key
    }

    private enum Format: String, CaseIterable {
        case auto
        case xml
        case json

        var wire: WireFormat? {
            switch self {
            case .auto: nil
            case .xml: .xml
            case .json: .json
            }
        }
    }

    enum Switch: String, CaseIterable {
        case `true`
        case `false`
    }

    private enum Mode: String, CaseIterable {
        case plaintext
        case compatible
        case safe

        func with(_ keys: [EncodingAESKey]) -> Account.Mode {
            guard let current = keys.first else { return .plaintext }
            let keys = EncodingAESKeys(current, previous: keys.dropFirst().first)
            return switch self {
            case .plaintext: .plaintext
            case .compatible: .compatible(keys)
            case .safe: .safe(keys)
            }
        }
    }
}

extension String {
    fileprivate var isToken: Bool { isPlainWord(3...32) && !contains("-") && !contains("_") }

    fileprivate var asPlainWord: String? { isPlainWord(1...64) ? self : nil }

    private func isPlainWord(_ length: ClosedRange<Int>) -> Bool {
        length ~= count
            && unicodeScalars.allSatisfy {
                $0.isASCII && ($0.properties.isAlphabetic || "0123456789-_".unicodeScalars.contains($0))
            }
    }
}
