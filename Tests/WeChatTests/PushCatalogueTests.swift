import Foundation
import Testing

@testable import WeChat

/// The catalogue of types against the protocol, whose kinds and what they take for an answer stand in `Catalogue/*.tsv`.
struct PushCatalogueTests {
    /// A kind of push as the protocol has it.
    struct Row: CustomTestStringConvertible {
        var kind: Kind
        var rule: String
        var testDescription: String { "\(kind.category.rawValue) \(kind)" }
    }

    static let types = PushCatalogue.groups.flatMap(\.types)
    static let kinds = types.flatMap { $0.kinds }

    static let rows: [Row] = {
        let files = (try? resources(in: "Catalogue", ending: ".tsv")) ?? []
        return files.flatMap { file in
            let table = (try? resource("Catalogue/\(file)")) ?? []
            return String(decoding: table, as: UTF8.self).split(separator: "\n").map { line in
                let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
                guard columns.count == 3, let category = Kind.Category(rawValue: columns[0]) else {
                    return Row(kind: .event("unreadable line in \(file): \(line)"), rule: "")
                }
                return Row(kind: Kind(columns[1], category), rule: columns[2])
            }
        }
    }()

    /// The samples that no type reads.
    static let untyped: [String: String] = [
        "unknown_msgtype.xml": "a message that WeChat does not send, for what it may send one day"
    ]

    @Test func theTablesAreThere() {
        #expect(Self.rows.count > 80)
    }

    @Test(arguments: rows)
    func aKindOfTheProtocolHasItsTypeAndRule(row: Row) {
        let types = Self.types.filter { $0.kinds.contains(row.kind) }
        let rules = types.map { Self.word(for: $0.replyRule) }
        #expect(rules == [row.rule])
        let names = types.flatMap { type in type.kinds.filter { $0 == row.kind }.map(\.name) }
        #expect(names == [row.kind.name])
    }

    @Test func aTypeHasNoKindThatTheProtocolHasNot() {
        let known = Set(Self.rows.map(\.kind))
        let unknown = Self.kinds.filter { !known.contains($0) }
        #expect(unknown == [])
        #expect(known.count == Self.rows.count, "a kind stands in two lines")
    }

    @Test func noKindHasTwoTypes() {
        #expect(Dictionary(grouping: Self.kinds) { $0 }.values.filter { $0.count > 1 } == [])
    }

    @Test(arguments: types.map { Example(type: $0) })
    func anExampleIsRead(example: Example) throws {
        let header = ["ToUserName", "FromUserName", "CreateTime"]
        let names = try Push(example.type.example).fields.children.map(\.name)
        #expect(names.prefix(3) == header[...])
        let isFieldless = Self.fieldless.contains(String(describing: example.type))
        #expect(names.dropFirst(3).isEmpty == isFieldless)
        // The sender writes the header. (It writes Event as well, but a device's is a field like others.)
        let written = Set(header + ["MsgType", "MsgId", "InfoType"])
        #expect(names.dropFirst(3).filter { written.contains($0) } == [])
    }

    /// The types whose pushes have no field of their own, or none that anybody knows.
    static let fieldless: Set = ["Enter", "GuideBuyerRelationAdded"]

    struct Example: CustomTestStringConvertible {
        var type: any PushType.Type
        var testDescription: String { "\(type)" }
    }

    @Test func eachSampleHasAType() throws {
        let samples = try Self.resources(in: "Samples", ending: ".xml").filter { !$0.hasPrefix("hostile_") }
        let kinds = Set(Self.kinds)
        let untyped = try samples.filter { try !kinds.contains(Push(bytes: resource("Samples/\($0)")).kind) }
        #expect(untyped == Self.untyped.keys.sorted())
    }

    @Test func eachTypeOfTheSourcesIsInAList() throws {
        let listed = Self.types.map { String(describing: $0) }.sorted()
        let declared = try Self.declaredTypes().sorted()
        #expect(declared == listed)
    }

    private static func word(for rule: ReplyRule) -> String {
        if case .result(let form) = rule { "\(form)" } else { "\(rule)" }
    }

    private static func resources(in folder: String, ending: String) throws -> [String] {
        let root = try #require(Bundle.module.resourcePath)
        return try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)").filter { $0.hasSuffix(ending) }
            .sorted()
    }

    /// The names of the types that say their kinds.
    private static func declaredTypes() throws -> [String] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Sources/WeChat").standardizedFileURL
        var names: [String] = []
        for folder in ["Events", "Messages"] {
            let files = try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(folder).path)
            for file in files where file.hasSuffix(".swift") {
                let source = try String(contentsOf: root.appendingPathComponent("\(folder)/\(file)"), encoding: .utf8)
                var name = ""
                for line in source.split(separator: "\n") {
                    if let match = line.firstMatch(of: /^public struct (\w+)/) { name = String(match.1) }
                    if line.contains("public static let kinds") { names.append(name) }
                }
            }
        }
        return names
    }
}
