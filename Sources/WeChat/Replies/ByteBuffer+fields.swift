import Bytes

/// Writing the fields of a reply, in either format. Texts must be free of the characters that XML forbids: JSON gets the
/// same.
extension ByteBuffer {
    /// A text; nothing when it is nil.
    mutating func field(_ name: String, _ text: String?, in format: WireFormat) {
        guard let text else { return }
        element(name, in: format) { $0.append(value: text, in: format) }
    }

    /// A whole number.
    mutating func field(_ name: String, number: Int, in format: WireFormat) {
        element(name, in: format) { $0.append(number: number) }
    }

    /// An element with fields inside.
    mutating func fields(_ name: String, in format: WireFormat, _ content: (inout ByteBuffer) -> Void) {
        element(name, in: format) { $0.object(in: format, content) }
    }

    /// A name, and the value that `content` writes.
    mutating func element(_ name: String, in format: WireFormat, _ content: (inout ByteBuffer) -> Void) {
        switch format {
        case .xml:
            append("<")
            append(string: name)
            append(">")
            content(&self)
            append("</")
            append(string: name)
            append(">")
        case .json:
            separate()
            append("\"")
            append(string: name)
            append("\":")
            content(&self)
        }
    }

    /// An object of JSON; in XML no more than its fields.
    mutating func object(in format: WireFormat, _ content: (inout ByteBuffer) -> Void) {
        if format == .json { append("{") }
        content(&self)
        if format == .json { append("}") }
    }

    /// A comma, unless it is the first of its object or array.
    mutating func separate() {
        guard let last = bytes.last, last != UInt8(ascii: "{"), last != UInt8(ascii: "[") else { return }
        append(",")
    }

    /// A text as a value: a CDATA section, or a string.
    mutating func append(value text: String, in format: WireFormat) {
        var text = XMLText.cleaned(text)
        text.withUTF8 { append(value: UnsafeRawBufferPointer($0), in: format) }
    }

    /// The same for a text that is known to be clean.
    mutating func append(value text: UnsafeRawBufferPointer, in format: WireFormat) {
        guard format == .xml else { return append(quoted: text) }
        append("<![CDATA[")
        append(text: text)
        append("]]>")
    }

    /// A whole number as a value.
    mutating func append(number: Int) {
        number < 0 ? append(string: String(number)) : append(decimal: number)
    }

    /// What stands in a CDATA section: a text without forbidden characters. Each `]]>` in it, which would end the
    /// section, is divided between this one and another.
    mutating func append(text: UnsafeRawBufferPointer) {
        var start = 0
        var index = 0
        while let bracket = text.position(of: UInt8(ascii: "]"), from: index) {
            if bracket + 2 < text.count, text[bracket + 1] == UInt8(ascii: "]"), text[bracket + 2] == UInt8(ascii: ">")
            {
                append(text.view(start..<(bracket + 2)))
                append("]]><![CDATA[")
                start = bracket + 2
            }
            index = bracket + 1
        }
        append(text.view(start..<text.count))
    }
}

extension ReplyFields {
    /// Appends the fields.
    func write(to output: inout ByteBuffer, in format: WireFormat) {
        for field in all { field.write(to: &output, in: format) }
    }
}

extension ReplyField {
    fileprivate func write(to output: inout ByteBuffer, in format: WireFormat) {
        switch (value, format) {
        case (.list(let values), .xml):
            for value in values { output.element(name, in: format) { value.write(to: &$0, in: format) } }
        case (.list, .json), (.text, _), (.number, _), (.decimal, _), (.fields, _):
            output.element(name, in: format) { value.write(to: &$0, in: format) }
        }
    }
}

extension ReplyField.Value {
    fileprivate func write(to output: inout ByteBuffer, in format: WireFormat) {
        switch self {
        case .text(let text): output.append(value: text, in: format)
        case .number(let number): output.append(number: number)
        case .decimal(let number): output.append(string: number.isFinite ? String(number) : "0")
        case .fields(let fields): output.object(in: format) { fields.write(to: &$0, in: format) }
        case .list(let values):
            // A list in a list has no name of its own in XML, so only JSON shows it as one.
            if format == .json { output.append("[") }
            for value in values {
                if format == .json { output.separate() }
                value.write(to: &output, in: format)
            }
            if format == .json { output.append("]") }
        }
    }
}
