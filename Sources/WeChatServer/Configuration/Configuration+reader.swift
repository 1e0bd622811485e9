import Bytes
import FoundationEssentials
import Logging
import Networking
import WeChat
import XML

extension Configuration {
    /// Reads a file, with the environment's overrides. Throws all mistakes at once.
    ///
    /// `WECHATD_LISTEN`, `WECHATD_ADMIN`, `WECHATD_ADMIN_SECRET`, `WECHATD_REDIS` and `WECHATD_DATA` go before the file;
    /// `WECHATD_TOKEN`, `WECHATD_ENCODING_AES_KEY` and `WECHATD_APP_SECRET`, where there is one account, and
    /// `WECHATD_<NAME>_TOKEN` and so on for the account `name`, go before what it has.
    /// Without an `environment` the process's own is read.
    public init(file: String, environment: [String: String]? = nil) throws(ConfigurationError) {
        let problems = Problems(file: file)
        let configuration = Self.read(file, environment ?? ProcessInfo.processInfo.environment, problems)
        guard problems.all.isEmpty else { throw ConfigurationError(problems: problems.inOrder) }
        self = configuration
    }

    private static func read(_ file: String, _ environment: [String: String], _ problems: Problems) -> Configuration {
        var configuration = Configuration(accounts: [])
        guard let bytes = [UInt8](contentsOf: file) else {
            problems.add(nil, "expected a readable file, found none")
            return configuration
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            problems.add(nil, "expected UTF-8, found something else")
            return configuration
        }
        do {
            let nothing = YAMLNode(.mapping([]), at: .init(line: 0, column: 0))
            if var section = YAMLSection(try YAMLNode(text: text) ?? nothing, "", environment, problems) {
                configuration.read(&section)
            }
        } catch {
            problems.add(error.mark, "expected YAML, found: \(error.problem)")
        }
        return configuration
    }

    private mutating func read(_ section: inout YAMLSection) {
        let address = "host:port with the host in digits, [v6]:port or unix:/path"
        let asAddress = { (text: String) in SocketAddress(text) == nil ? nil : text }
        listen = section.value("listen", or: ["WECHATD_LISTEN"], expected: address, asAddress) ?? listen
        let admin = section.value("admin", or: ["WECHATD_ADMIN"], expected: address + ", or off") { text in
            text == "off" ? text : asAddress(text)
        }
        if let admin { self.admin = admin == "off" ? nil : admin }
        let secret = section.value(
            "admin_secret", or: ["WECHATD_ADMIN_SECRET"],
            expected: "16 to 256 letters, digits and signs without blanks, or nothing", isSecret: true
        ) { $0.isEmpty || $0.isAdminSecret ? Secret($0) : nil }
        adminSecret = secret.flatMap { $0.count == 0 ? nil : $0 }
        readRedis(&section)
        let loops = section.value("loops", expected: "auto or a whole number from 1 to 256") { text in
            text == "auto" ? 0 : Int(text).flatMap { 1...256 ~= $0 ? $0 : nil }
        }
        self.loops = loops == 0 ? nil : loops
        blockingThreads = section.integer("blocking_threads", 1...1_024) ?? blockingThreads
        if var section = section.section("log") { log.read(&section) }
        if var section = section.section("limits") { limits.read(&section) }
        if var section = section.section("pushes") { pushes.read(&section) }
        journal.read(&section)
        readAccounts(&section)
        section.finish()
    }

    private mutating func readRedis(_ section: inout YAMLSection) {
        let url = section.value(
            "redis", or: ["WECHATD_REDIS"],
            expected:
                "redis://[[user]:password@]host[:port][/database], without TLS (no rediss), unix:/path or nothing",
            isSecret: true
        ) { $0.isEmpty || RedisServer(url: $0) != nil ? Secret($0) : nil }
        redis = url.flatMap { $0.count == 0 ? nil : $0 }
        let name = section.value(
            "instance", expected: "a name of up to 64 letters, digits, dots, dashes and underscores, or nothing"
        ) { $0.isEmpty || $0.isInstanceName ? $0 : nil }
        instance = name.flatMap { $0.isEmpty ? nil : $0 }
    }

    private mutating func readAccounts(_ section: inout YAMLSection) {
        guard let sections = section.sections("accounts"), !sections.isEmpty else {
            return section.missing("accounts", expected: "a list with an account at least")
        }
        var paths: Set<String> = []
        var names: Set<String> = []
        for var section in sections {
            let site = Site(&section, isOnly: sections.count == 1)
            section.claim("path", "one of its own", among: &paths)
            section.claim("authorization_path", "one of its own", among: &paths)
            // Two names that are one in the environment would share a token there.
            if !section.claim("name", "one of its own", among: &names, by: Site.variable) {
                section.claim("app_id", "one of its own, or a name", among: &names, by: Site.variable)
            }
            if let site { accounts.append(site) }
        }
    }
}

extension String {
    fileprivate var isInstanceName: Bool {
        utf8.count <= 64
            && unicodeScalars.allSatisfy {
                $0.isASCII && ($0.properties.isAlphabetic || "0"..."9" ~= $0 || "-._".unicodeScalars.contains($0))
            }
    }

    /// Long enough not to be guessed, and as a header field has it.
    fileprivate var isAdminSecret: Bool { 16...256 ~= utf8.count && utf8.allSatisfy { $0 &- 0x21 < 0x5E } }
}

extension Configuration.Log {
    fileprivate mutating func read(_ section: inout YAMLSection) {
        let levels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
        level = section.value("level", expected: "one of \(levels)") { Logger.Level(rawValue: $0) } ?? level
        format = section.choice("format", Format.self) ?? format
        openIDs = section.choice("openids", OpenIDs.self) ?? openIDs
        section.finish()
    }
}

extension Configuration.Pushes {
    private enum Order: String, CaseIterable {
        case perUser = "per_user"
        case none
    }

    fileprivate mutating func read(_ section: inout YAMLSection) {
        isOrdered = section.choice("order", Order.self).map { $0 == .perUser } ?? isOrdered
        running = section.integer("running", 1...65_536) ?? running
        waiting = section.integer("waiting", 2...1_000_000) ?? waiting
        answers = section.integer("answers", 0...16_777_216) ?? answers
        mailbox = section.integer("mailbox", 1...1_048_576) ?? mailbox
        answerTime = section.seconds("answer_seconds", 15...604_800).map { $0 / 1_000 } ?? answerTime
        section.finish()
    }
}

extension Configuration.Journal {
    fileprivate mutating func read(_ section: inout YAMLSection) {
        directory = section.value("data", or: ["WECHATD_DATA"], expected: "a directory, or nothing") { $0 } ?? ""
        if directory?.isEmpty ?? true { directory = nil }
        policy = section.choice("journal", Policy.self) ?? policy
        bodyTime = section.integer("journal_days", 1...3_650).map { $0 * 86_400 } ?? bodyTime
        size = section.integer("journal_megabytes", 2...1_048_576).map { $0 << 20 } ?? size
    }
}

extension Configuration.Limits {
    fileprivate mutating func read(_ section: inout YAMLSection) {
        http.requestLine = section.integer("request_line", 64...65_536) ?? http.requestLine
        http.header = section.integer("header", 256...65_536) ?? http.header
        http.fields = section.integer("fields", 4...1_024) ?? http.fields
        http.body = section.integer("body", 1_024...16_777_216) ?? http.body
        xml.bytes = http.body
        http.chunks = section.integer("chunks", 1...65_536) ?? http.chunks
        http.chunkLine = section.integer("chunk_line", 8...4_096) ?? http.chunkLine
        http.headerTime = section.seconds("header_seconds", 0.1...60) ?? http.headerTime
        http.bodyTime = section.seconds("body_seconds", 0.1...60) ?? http.bodyTime
        http.writeTime = section.seconds("write_seconds", 0.1...60) ?? http.writeTime
        http.idleTime = section.seconds("idle_seconds", 0.1...3_600) ?? http.idleTime
        http.requestsPerConnection =
            section.integer("requests_per_connection", 1...1_000_000_000) ?? http.requestsPerConnection
        http.connections = section.integer("connections", 1...1_000_000) ?? http.connections
        handlerTime = section.seconds("handler_seconds", 0.1...4.9) ?? handlerTime
        longestRun = section.seconds("run_seconds", 1...3_600) ?? longestRun
        xml.depth = section.integer("xml_depth", 4...64) ?? xml.depth
        xml.elements = section.integer("xml_elements", 16...65_536) ?? xml.elements
        xml.attributes = section.integer("xml_attributes", 0...1_024) ?? xml.attributes
        section.finish()
    }
}
