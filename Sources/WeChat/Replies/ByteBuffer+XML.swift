import Bytes

/// Writing XML.
extension ByteBuffer {
    /// `<name><![CDATA[text]]></name>` without the characters that XML forbids; nothing when the text is nil.
    mutating func field(_ name: StaticString, _ text: String?) {
        guard var text else { return }
        if XMLText.needsCleaning(text) { text = XMLText.cleaned(text) }
        open(name)
        append("<![CDATA[")
        text.withUTF8 { append(text: UnsafeRawBufferPointer($0)) }
        append("]]>")
        close(name)
    }

    /// An element with what `content` writes inside.
    mutating func element(_ name: StaticString, _ content: (inout ByteBuffer) -> Void) {
        open(name)
        content(&self)
        close(name)
    }

    private mutating func open(_ name: StaticString) {
        append("<")
        append(name)
        append(">")
    }

    private mutating func close(_ name: StaticString) {
        append("</")
        append(name)
        append(">")
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
