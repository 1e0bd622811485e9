import Bytes
import WeChat

extension Configuration.Site {
    /// Reads how the account calls WeChat's API.
    static func api(
        _ section: inout YAMLSection, or variables: [String], _ type: Account.AccountType, _ isCloudHosted: Bool
    ) -> (secret: Secret?, base: String) {
        let secret = section.value(
            "app_secret", or: variables, expected: "the AppSecret, letters and digits, or nothing", isSecret: true
        ) { $0.utf8.allSatisfy(\.isLetterOrDigit) && $0.utf8.count <= 128 ? Secret($0) : nil }
        guard let secret, secret.count > 0 else { return (nil, base(&section, isCaller: isCloudHosted)) }
        if type == .thirdPartyPlatform {
            section.reject("app_secret", expected: "none for a third-party platform", isSecret: true)
        }
        return (secret, base(&section, isCaller: false))
    }

    /// Reads where WeChat's API is. What a token or a secret goes over is encrypted, or does not leave the machine; where
    /// cloud hosting `isCaller`, there is neither.
    private static func base(_ section: inout YAMLSection, isCaller: Bool) -> String {
        let schemes = isCaller ? "http:// or https://" : "https://, or http:// to this machine"
        return section.value("api_base", expected: "\(schemes), a host, and no more than a path") { text in
            guard let host = host(of: text), isCaller || text.hasPrefix("https://") || isLoopback(host) else {
                return nil
            }
            return text.hasSuffix("/") ? String(text.dropLast()) : text
        } ?? (isCaller ? Account.cloudHostingAPIBase : Account.apiBase)
    }

    /// The host of a URL without user, query and fragment; nil for anything else.
    private static func host(of url: String) -> Substring? {
        let isPlain = url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"?#@\\".utf8.contains($0) }
        guard isPlain, let scheme = ["https://", "http://"].first(where: url.hasPrefix) else { return nil }
        let authority = url.dropFirst(scheme.count).prefix { $0 != "/" }
        if authority.hasPrefix("[") { return authority.firstIndex(of: "]").map { authority[...$0] } }
        let host = authority.prefix { $0 != ":" }
        return host.isEmpty ? nil : host
    }

    private static func isLoopback(_ host: Substring) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        let isIn127 = parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
        return isIn127 || host == "[::1]" || host == "localhost"
    }
}
