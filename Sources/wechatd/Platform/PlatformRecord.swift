import Bytes
import Networking
import WeChat

/// What was sent in a call, and what came back.
struct PlatformRecord: Sendable {
    /// The call's name; the path of one that is none.
    let call: String
    let request: Platform.Request
    let answer: Platform.Answer
    /// After how many milliseconds the answer goes out.
    let delay: Int

    /// The record on one line, without the AppSecret. What was sent is in it as it came.
    func json(time: String) -> String {
        var members = [("time", time.quotedForJSON), ("call", call.quotedForJSON)]
        if !request.query.isEmpty { members.append(("query", masked(request.query).quotedForJSON)) }
        if !request.body.isEmpty { members.append(("sent", sent)) }
        if delay > 0 { members.append(("seconds", "\(Double(delay) / 1_000)")) }
        members.append(("answered", answered))
        return "{\(members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ","))}"
    }

    /// A document that stands on one line as it is, anything else as a string.
    private var sent: String {
        let text = masked(String(decoding: request.body, as: UTF8.self))
        let isDocument = (try? Fields(call: request.body)) != nil && request.body.allSatisfy { $0 >= 0x20 }
        return isDocument ? text : text.quotedForJSON
    }

    private var answered: String {
        switch answer {
        case .json(let text): text
        case .status(let status): "\(status.rawValue)"
        case .silence: "\"silent\""
        case .reset: "\"reset\""
        }
    }

    private func masked(_ text: String) -> String {
        let secret = request.parameter("secret") ?? (try? Fields(call: request.body))?["secret"] ?? ""
        return secret.isEmpty ? text : text.replacing(secret, with: "•••")
    }
}

extension String {
    /// The text as a string of JSON, in its quotation marks.
    var quotedForJSON: String {
        var output = ByteBuffer()
        output.append(quoted: self)
        return String(decoding: output.bytes, as: UTF8.self)
    }
}
