import WeChat

extension Configuration {
    /// What is allowed and not wise.
    public var warnings: [String] {
        let isForgetful = redis != nil && (journal.directory == nil || journal.policy == .off)
        return accounts.flatMap(Self.warnings) + (isForgetful ? [Self.forgetful] : [])
    }

    private static func warnings(_ site: Site) -> [String] {
        let name = site.account.name
        var warnings: [String] = []
        let tokens = site.account.tokens
        if site.account.isCloudHosted {
            warnings.append(
                "account \(name): cloud_hosting takes pushes without a signature; nobody else may reach this server")
        }
        if tokens.contains(exampleToken) {
            warnings.append("account \(name): the token is the example's, which everybody knows; choose your own")
        } else if let shortest = tokens.map(\.count).min(), shortest < 16 {
            warnings.append("account \(name): a token of \(shortest) characters can be guessed; use 32")
        }
        return warnings
    }

    private static let exampleToken = Secret("exampleTokenChangeMe")
    private static let forgetful =
        "redis without a journal: what is answered while Redis is away is lost when this server ends; set data"
}
