import WeChat

/// A path of the server, and the account behind it.
final class Route {
    let path: PathPattern
    let endpoint: Endpoint
    /// Shared by the account's routes on all loops.
    let pairs: PairLedger
    /// The account's calls of WeChat's API on this loop; nil when it makes none.
    let api: WeChatAPI?
    /// The account, as keys of pushes have it.
    let account: PushKey.Account

    init(_ path: PathPattern, _ endpoint: Endpoint, _ pairs: PairLedger, _ api: WeChatAPI?) {
        self.api = api
        account = PushKey.account(endpoint.name)
        self.path = path
        self.endpoint = endpoint
        self.pairs = pairs
    }
}
