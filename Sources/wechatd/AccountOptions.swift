public import ArgumentParser
import FoundationEssentials
import Glibc
public import WeChat
import WeChatServer

/// What WeChat's console is set to for a server URL: what the account says that is configured for the URL's path, unless an
/// option says otherwise.
struct AccountOptions: ParsableArguments {
    @Option(help: "The account's Token. What is not given is taken from the account configured for the URL's path.")
    var token: String?

    @Option(help: "The console's 消息加解密方式.")
    var mode: Mode?

    @Option(help: "The EncodingAESKey, for compatible and safe mode.")
    var key: String?

    @Option(help: "The AppID; of a third-party platform its own.")
    var appId: String?

    @Option(help: "The console's 数据格式, which a kind is written in.")
    var format: WireFormat?

    @Flag(help: "Push as cloud hosting (微信云托管) does: with its header fields in place of a signature.")
    var cloud = false

    @OptionGroup var configuration: ConfigurationOptions

    enum Mode: String, CaseIterable, ExpressibleByArgument {
        case plaintext
        case compatible
        case safe
    }

    /// The account behind a URL as WeChat knows it: what may have a previous value has none.
    func account(at url: String) throws -> Account {
        let path = URLComponents(string: url)?.percentEncodedPath ?? url
        let configured = try configuredAccount(at: path)
        var account = configured ?? Account(appID: "wx2f7a1c9d84be0e3d", token: Secret(""))
        account.appID = appId ?? account.appID
        account.tokens = token.map { [Secret($0)] } ?? configured.map { Array($0.tokens.prefix(1)) } ?? []
        // One that has no Token can be pushed to in no other way.
        account.isCloudHosted = cloud || account.isCloudHosted && account.tokens.isEmpty
        account.format = format ?? account.format ?? (account.isCloudHosted ? .json : .xml)
        account.mode = account.isCloudHosted ? .plaintext : try mode(of: account, at: path)
        guard key == nil || account.mode != .plaintext else {
            throw ValidationError("--key: expected --mode compatible or safe beside it")
        }
        let missing = "because \(configuration.config) has no account at \(path)"
        guard account.isCloudHosted || !account.tokens.isEmpty else {
            throw ValidationError("--token: expected one, \(missing)")
        }
        guard account.mode == .plaintext || appId != nil || configured != nil else {
            throw ValidationError("--app-id: expected one, \(missing)")
        }
        return account
    }

    private func configuredAccount(at path: String) throws -> Account? {
        // Whoever gives the Token needs no configuration; one that is there must be right all the same.
        if token != nil || cloud, access(configuration.config, F_OK) != 0 { return nil }
        return try configuration.load().accounts.first { $0.isCalled(by: path) }?.account
    }

    private func mode(of account: Account, at path: String) throws -> Account.Mode {
        func keys() throws -> EncodingAESKeys {
            guard let key else {
                if let key = account.mode.keys?.current { return EncodingAESKeys(key) }
                throw ValidationError("--key: expected one, because \(configuration.config) has none for \(path)")
            }
            guard let key = EncodingAESKey(key) else {
                throw ValidationError("--key: expected the EncodingAESKey, 43 letters and digits")
            }
            return EncodingAESKeys(key)
        }
        switch (mode, account.mode) {
        case (.plaintext, _), (nil, .plaintext): return .plaintext
        case (.compatible, _), (nil, .compatible): return .compatible(try keys())
        case (.safe, _), (nil, .safe): return .safe(try keys())
        }
    }
}

extension WireFormat: ExpressibleByArgument {}
