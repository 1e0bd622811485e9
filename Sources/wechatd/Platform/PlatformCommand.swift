import ArgumentParser
import Networking

/// Stands in for WeChat's API.
struct PlatformCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "platform",
        abstract: "Stand in for WeChat's API on this machine, to try late answers without WeChat.",
        discussion: """
            It gives access tokens (stable_token, token), takes customer service messages (send) and typing, checks and \
            answers them as WeChat does, and prints each call as a line of JSON.
            What goes wrong is ordered for each call, for so many times or for ever, and one order comes after the other: \
            --fail send=500:3 --fail send=45015. It may be an errcode (-1, or from 1000), an HTTP status, silent (no \
            answer), reset (the connection breaks), expire (all tokens were made void before) or ok.
            While it runs: curl -d send=40001:1 http://127.0.0.1:8090/_fail (and /_delay) takes the place of what was \
            ordered for send, and curl http://127.0.0.1:8090/_calls shows the calls so far.
            """)

    @Option(help: "Where to listen, on this machine: 127.0.0.1:port. Port 0 is any free one.")
    var listen = "127.0.0.1:8090"

    @Option(name: .customLong("fail"), help: "What goes wrong with a call, CALL=FAULT[:TIMES]. May be repeated.")
    var faults: [String] = []

    @Option(name: .customLong("delay"), help: "How late answers are, CALL=SECONDS[:TIMES]. May be repeated.")
    var delays: [String] = []

    @Option(help: "The only AppID that gets tokens.")
    var appId: String?

    @Option(help: "The only AppSecret that gets tokens.")
    var secret: String?

    @Flag(help: "Take calls without a token, as WeChat does from cloud hosting (微信云托管).")
    var cloud = false

    func run() throws {
        let platform = try makePlatform()
        let sockets: ListeningSockets
        do {
            sockets = try ListeningSockets(try address, count: 1)
        } catch let error as ListenError {
            printError(error.description)
            throw ExitCode.unavailable
        }
        printLine("listens on http://\(sockets.address); for an account in the configuration:")
        printLine("    app_secret: \(secret == nil ? "anyAppSecret" : "${WECHATD_APP_SECRET}")")
        printLine("    api_base: http://\(sockets.address)")
        PlatformServer(platform).run(sockets.descriptors[0])
    }

    private func makePlatform() throws -> Platform {
        // Another one's tokens must not be taken for its own.
        var platform = Platform(String(UInt32.random(in: 0x1000_0000...UInt32.max), radix: 16))
        (platform.appID, platform.secret, platform.isCloud) = (appId, secret, cloud)
        do { try platform.fail(faults) } catch { throw ValidationError("--fail: \(error.description)") }
        do { try platform.delay(delays) } catch { throw ValidationError("--delay: \(error.description)") }
        return platform
    }

    /// Whoever can reach it can order what it does.
    private var address: SocketAddress {
        get throws {
            guard let address = SocketAddress(listen), case .ip(let host, _) = address,
                host.hasPrefix("127.") || host == "::1"
            else { throw ValidationError("--listen: expected 127.0.0.1:port or [::1]:port, found \(listen)") }
            return address
        }
    }
}
