import WeChatServer

/// Rows of the journal as lines. They name no user and quote nobody: who lists them may show them around.
struct JournalListing {
    private let columns: [(name: String, value: (JournalRow) -> String)]

    /// How far each push has come.
    static var progress: JournalListing {
        JournalListing(
            columns: common + [
                ("state", { "\($0.state)" }), ("attempts", { "\($0.attempts)" }), ("late", { "\($0.late.step)" }),
            ])
    }

    /// Why each push has not come further.
    static var reasons: JournalListing { JournalListing(columns: common + [("reason", { $0.reason })]) }

    private static var common: [(name: String, value: (JournalRow) -> String)] {
        [
            ("id", { "\($0.id)" }), ("received", { "\(Moment(seconds: $0.received))" }), ("account", \.account),
            ("kind", \.kind),
        ]
    }

    private init(columns: [(name: String, value: (JournalRow) -> String)]) {
        self.columns = columns
    }

    /// Prints a line with names, and one a row; or an object a line.
    func print(_ rows: [JournalRow], asJSON: Bool) {
        let names = columns.map(\.name)
        let cells = rows.map { row in columns.map { $0.value(row).printable.replacing("\n", with: " ") } }
        guard !asJSON else {
            for row in cells { printLine(zip(names, row).map { DocumentField($0, $1) }.json(.wire)) }
            return
        }
        // Behind the last column there is nothing to be aligned.
        let widths = names.indices.dropLast().map { column in ([names] + cells).map { $0[column].count }.max() ?? 0 }
        for row in [names] + cells {
            printLine(zip(row, widths + [0]).map { $0.padded(to: $1) }.joined(separator: "  "))
        }
    }
}

extension JournalRow {
    /// Why a dead letter is one.
    var reason: String {
        var reasons = state == .parked ? ["it has ended the process (attempt \(attempts))"] : []
        if case .dead(let reason) = late { reasons.append(reason.isEmpty ? "its late answer was not sent" : reason) }
        return reasons.joined(separator: "; ")
    }
}

extension String {
    /// The text without what a terminal might obey, but for line breaks.
    var printable: String {
        let scalars = unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control && scalar != "\n" ? "\u{FFFD}" : scalar
        }
        return String(String.UnicodeScalarView(scalars))
    }
}
