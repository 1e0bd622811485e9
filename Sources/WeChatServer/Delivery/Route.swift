import WeChat

/// A path of the server, and the account behind it.
final class Route {
    let path: PathPattern
    let endpoint: Endpoint
    /// Shared by the account's routes on all loops.
    let pairs: PairLedger
    /// The account's calls of WeChat's API on this loop; nil when it makes none.
    let api: WeChatAPI?
    /// The account's number among all.
    let account: Int

    init(_ path: PathPattern, _ endpoint: Endpoint, _ pairs: PairLedger, _ api: WeChatAPI?, account: Int) {
        self.api = api
        self.account = account
        self.path = path
        self.endpoint = endpoint
        self.pairs = pairs
    }
}
