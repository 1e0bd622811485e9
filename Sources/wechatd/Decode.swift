import ArgumentParser
import Bytes
import Glibc
import WeChat
import XML

/// Shows a captured push.
struct Decode: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Print a captured push, XML or JSON, as JSON: names as keys, texts as strings, repeated elements as arrays.",
        discussion: "Exit code 65 for what is not a push.")

    @Argument(help: "The file with the push; - for standard input.")
    var file = "-"

    func run() throws {
        let contents = file == "-" ? [UInt8](readingFrom: STDIN_FILENO) : [UInt8](contentsOf: file)
        guard let contents else {
            printError("\(file): expected a readable file, found none")
            throw ExitCode(66)
        }
        do {
            print(JSONText(try Fields(document: contents)).text)
        } catch {
            printError("\(file): not a push: \(error.reason)")
            throw ExitCode.dataError
        }
    }
}

/// Fields as JSON. Nothing is dropped and nothing is made a number: ids have up to 64 bits.
struct JSONText {
    private(set) var text = ""

    init(_ fields: Fields) {
        object(fields.children, indent: "")
    }

    private mutating func object(_ children: [Fields], indent: String) {
        var names: [String] = []
        for child in children where !names.contains(child.name) { names.append(child.name) }
        text += "{"
        for (index, name) in names.enumerated() {
            text += "\(index == 0 ? "" : ",")\n\(indent)  "
            string(name)
            text += ": "
            let twins = children.filter { $0.name == name }
            if twins.count == 1 { value(twins[0], indent: indent + "  ") } else { array(twins, indent: indent + "  ") }
        }
        text += "\n\(indent)}"
    }

    private mutating func array(_ twins: [Fields], indent: String) {
        text += "["
        for (index, twin) in twins.enumerated() {
            text += "\(index == 0 ? "" : ",")\n\(indent)  "
            value(twin, indent: indent + "  ")
        }
        text += "\n\(indent)]"
    }

    private mutating func value(_ fields: Fields, indent: String) {
        let children = fields.children
        if children.isEmpty { string(fields.text) } else { object(children, indent: indent) }
    }

    private mutating func string(_ string: String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\0"..<" ": text += "\\u00\(scalar.value < 16 ? "0" : "")\(String(scalar.value, radix: 16))"
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
