import Testing
import XML

@testable import WeChat

/// Each sample of the protocol's catalogue is read to the values in its index.
struct SamplesTests {
    struct Sample: CustomTestStringConvertible {
        var file: String
        var fields: String
        var testDescription: String { file }
    }

    static let samples: [Sample] = {
        let index = (try? resource("Samples/index.tsv")) ?? []
        return String(decoding: index, as: UTF8.self).split(separator: "\n").dropFirst().map { row in
            let columns = row.split(separator: "\t", omittingEmptySubsequences: false)
            return Sample(file: String(columns[0]), fields: String(columns[1]))
        }
    }()

    @Test func theIndexIsThere() {
        #expect(Self.samples.count == 177)
    }

    @Test(arguments: samples.filter { !$0.file.hasPrefix("hostile_") })
    func aSampleHasTheValuesOfItsIndex(sample: Sample) throws {
        let fields = try Fields(document: resource("Samples/\(sample.file)"))
        for pair in Self.pairs(sample.fields) where !pair.hasPrefix("#") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let path = String(parts[0])
            #expect(Self.value(fields, path)?.trimmed == Self.unescaped(String(parts[1])).trimmed, "\(path)")
        }
    }

    @Test(arguments: samples.filter { $0.file.hasPrefix("hostile_") })
    func aHostileSampleIsRefused(sample: Sample) {
        #expect(throws: DocumentError.self) { try Fields(document: resource("Samples/\(sample.file)")) }
    }

    /// `a=1; b=2`, where a `;` in a value is `\;`.
    private static func pairs(_ text: String) -> [String] {
        var pairs = [""]
        var rest = text[...]
        while let first = rest.first {
            let length = first == "\\" ? 2 : 1
            if rest.hasPrefix("; ") {
                pairs.append("")
                rest = rest.dropFirst(2)
            } else {
                pairs[pairs.count - 1] += rest.prefix(length)
                rest = rest.dropFirst(length)
            }
        }
        return pairs
    }

    /// The text at `a.b[1].c`.
    private static func value(_ fields: Fields, _ path: String) -> String? {
        var fields = fields
        for step in path.split(separator: "|")[0].split(separator: ".") {
            let parts = step.split(whereSeparator: { $0 == "[" || $0 == "]" })
            let list = fields.list(String(parts[0]))
            let index = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
            guard index < list.count else { return nil }
            fields = list[index]
        }
        return fields.text
    }

    private static func unescaped(_ text: String) -> String {
        text.replacing(/\\(x([0-9A-Fa-f]{2})|.)/) { match in
            if let code = match.2, let value = UInt8(code, radix: 16) {
                return String(Character(Unicode.Scalar(value)))
            }
            return ["n": "\n", "t": "\t", "r": "\r"][String(match.1)] ?? String(match.1)
        }
    }
}

extension String {
    fileprivate var trimmed: Substring {
        var text = drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
