import Testing
import WeChat

@testable import WeChatServer

@Suite struct ConfigurationWarningsTests {
    private func warnings(_ token: String) -> [String] {
        let account = Account(appID: "wx1", token: Secret(token), name: "shop")
        return Configuration(accounts: [.init(path: "/", account: account)]).warnings
    }

    @Test func tokenOfTheExampleIsWarnedOf() throws {
        let shipped = try Configuration(file: ConfigurationText.path("Config/wechatd.yaml"), environment: [:])
        #expect(
            shipped.warnings == [
                "account example: the token is the example's, which everybody knows; choose your own"
            ])
    }

    @Test func shortTokenIsWarnedOf() {
        #expect(warnings("123456789012345") == ["account shop: a token of 15 characters can be guessed; use 32"])
        #expect(warnings("1234567890123456").isEmpty)
    }

    @Test func redisWithoutAJournalIsWarnedOf() {
        var configuration = Configuration(accounts: [])
        configuration.redis = Secret("redis://a")
        #expect(configuration.warnings.map { $0.hasPrefix("redis without a journal: ") } == [true])
        configuration.journal.directory = "data"
        #expect(configuration.warnings.isEmpty)
        configuration.journal.policy = .off
        #expect(configuration.warnings.count == 1)
    }
}
