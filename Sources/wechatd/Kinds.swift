import ArgumentParser
import WeChat

/// Lists what the server knows.
struct Kinds: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List every kind of push: which field names it, what WeChat takes for an answer, its Swift type.")

    @Flag(help: "Print it as JSON.")
    var json = false

    func run() throws {
        print(json ? Self.json : Self.table)
    }

    private static let columns = ["kind", "category", "reply", "type"]

    private static var json: String {
        PushCatalogue.entries.map { entry in
            let fields = zip(columns, entry.row).map { DocumentField($0, $1) }
            return DocumentField("kinds", [DocumentField("group", entry.group)] + fields)
        }.json(.readable)
    }

    private static var table: String {
        let entries = PushCatalogue.entries
        // Behind the last column there is nothing to be aligned.
        let widths = columns.indices.map { column in
            column == columns.count - 1 ? 0 : entries.map { $0.row[column].count }.max() ?? 0
        }
        let groups = PushCatalogue.groups.map { group in
            let rows = entries.filter { $0.group == group.title }.map { entry in
                "  " + zip(entry.row, widths).map { $0.padded(to: $1) }.joined(separator: "  ")
            }
            return "\(group.title)\n\(rows.joined(separator: "\n"))"
        }
        return groups.joined(separator: "\n\n")
    }
}

extension PushCatalogue.Entry {
    /// What stands in the columns.
    fileprivate var row: [String] { [kind.name, kind.category.rawValue, type.replyRule.description, "\(type)"] }
}
