import ArgumentParser
import Bytes
import Glibc
import Logging
import Networking
import WeChat
import WeChatServer
import XML

/// Shows a captured push.
struct Decode: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Print a captured push, XML or JSON, as JSON: names as keys, texts as strings, repeated elements as arrays.",
        discussion: """
            A document alone is shown as it is. With the query that it came with, signatures are checked as the server \
            does, and an encrypted push is opened; how old it is does not count.
            Exit code 65 for what is not a push, and for what the server refuses, with the reason.
            """)

    @Argument(help: "The file with the push, or with the whole request: POST line, header, body; - for standard input.")
    var file = "-"

    @Option(help: "The account, by its name. Without it, the one of the request's path, or the only one.")
    var account: String?

    @Option(help: "The query of the request: signature=…&timestamp=…")
    var query: String?

    @OptionGroup var options: ConfigurationOptions

    func run() throws {
        let contents = file == "-" ? [UInt8](readingFrom: STDIN_FILENO) : [UInt8](contentsOf: file)
        guard let contents else {
            printError("\(file): expected a readable file, found none")
            throw ExitCode.noInput
        }
        do {
            let push = try push(in: contents)
            print([DocumentField](push.fields).json(.readable))
        } catch let refusal as Refusal {
            printError("\(file): \(refusal.reason)")
            throw ExitCode.dataError
        }
    }

    private func push(in contents: [UInt8]) throws -> Push {
        let request = CapturedRequest(contents)
        // Of a whole URL, what stands behind its `?`.
        let query = query?.split(separator: "?").last.map(String.init) ?? request?.query ?? ""
        guard account != nil || !query.isEmpty else { return try shown(request?.body ?? contents) }
        let configuration = try options.load()
        var account = try account(at: request?.path, among: configuration.accounts)
        account.replayWindow = .max
        let silence = Logger(label: "decode") { _ in SwiftLogNoOpLogHandler() }
        let shared = Context.Shared(account: account, logger: silence, blocking: BlockingPool(size: 1))
        let endpoint = Endpoint(account, HandlerRegistry(), shared, limits: configuration.limits.xml)
        let cloud = account.isCloudHosted ? request.flatMap { CloudHosting($0.field) } : nil
        let push = try Array(query.utf8).withUnsafeBytes { query in
            try (request?.body ?? contents).withUnsafeBytes {
                try endpoint.open(query, $0, from: cloud, now: time(nil))?.push
            }
        }
        guard let push else {
            printError("\(file): not a push: cloud hosting asks whether the path is there")
            throw ExitCode.dataError
        }
        return push
    }

    /// The push in a document of which nothing more is known.
    private func shown(_ document: [UInt8]) throws -> Push {
        do throws(DocumentError) {
            let push = try Push(document: document)
            if push["Encrypt"] != nil {
                printError("\(file): encrypted; with --query, or as the whole request, it is opened")
            }
            return push
        } catch {
            throw Refusal.document(error)
        }
    }

    private func account(at path: String?, among sites: [Configuration.Site]) throws -> Account {
        let site =
            if let account {
                sites.first { $0.account.name == account }
            } else {
                sites.first { site in path.map(site.isCalled) ?? false } ?? (sites.count == 1 ? sites[0] : nil)
            }
        if let site { return site.account }
        let names = sites.map(\.account.name).joined(separator: ", ")
        throw ValidationError("--account: expected one of \(names), found \(account ?? "none")")
    }
}
