import WeChat

extension Configuration {
    /// What is allowed and not wise.
    public var warnings: [String] {
        accounts.flatMap { site -> [String] in
            let name = site.account.name
            var warnings: [String] = []
            if site.account.tokens.first == Self.exampleToken {
                warnings.append("account \(name): the token is the example's, which everybody knows; choose your own")
            } else if site.account.tokens[0].count < 16 {
                warnings.append(
                    "account \(name): a token of \(site.account.tokens[0].count) characters can be guessed; use 32")
            }
            return warnings
        }
    }

    private static let exampleToken = Secret("exampleTokenChangeMe")
}
