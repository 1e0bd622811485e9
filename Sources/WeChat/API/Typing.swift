import Bytes

/// The call that shows a user that an answer is being written, for some fifteen seconds.
package enum Typing {
    /// What is sent.
    package static func document(to openID: String, isTyping: Bool) -> [UInt8] {
        var output = ByteBuffer()
        output.object(in: .json) { output in
            output.field("touser", openID, in: .json)
            output.field("command", isTyping ? "Typing" : "CancelTyping", in: .json)
        }
        return Array(output.bytes)
    }
}
