import Bytes
import XML

extension Fields {
    /// The fields as an object of JSON, whatever they came as: a field that occurs several times is an array, and every
    /// value is a text, because ids have up to 64 bits and few readers keep them as numbers.
    package var json: [UInt8] {
        var output = ByteBuffer()
        write(to: &output)
        return Array(output.bytes)
    }

    private func write(to output: inout ByteBuffer) {
        let children = children
        var names: [String] = []
        var values: [String: [Fields]] = [:]
        for child in children {
            if values[child.name] == nil { names.append(child.name) }
            values[child.name, default: []].append(child)
        }
        output.append("{")
        for (number, name) in names.enumerated() {
            if number > 0 { output.append(",") }
            output.append(quoted: name)
            output.append(":")
            Self.write(values[name] ?? [], to: &output)
        }
        output.append("}")
    }

    private static func write(_ twins: [Fields], to output: inout ByteBuffer) {
        if twins.count > 1 { output.append("[") }
        for (number, field) in twins.enumerated() {
            if number > 0 { output.append(",") }
            if field.tree.hasChildren(field.index) {
                field.write(to: &output)
            } else {
                output.append(quoted: field.text)
            }
        }
        if twins.count > 1 { output.append("]") }
    }
}
