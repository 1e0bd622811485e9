import Glibc
import WeChat

/// What WeChat sends: signed targets, and documents.
package enum WeChatRequest {
    /// The token of the accounts in tests.
    package static let token = "tokenOfTheTestsWhichIsLong"

    /// A path with a signature that is `age` seconds old, and with further parameters.
    package static func target(
        _ path: String = "/wechat", token: String = token, age: Int = 0, _ more: String = ""
    ) -> String {
        let timestamp = String(time(nil) - age)
        let nonce = String(UInt32.random(in: 0...UInt32.max))
        let signature = Signature.text(token: Secret(token), timestamp: timestamp, nonce: nonce)
        return "\(path)?signature=\(signature)&timestamp=\(timestamp)&nonce=\(nonce)\(more)"
    }

    /// A message of the user `oUser`.
    package static func text(_ content: String, id: String = "23456789012345678", user: String = "oUser") -> String {
        document("<MsgType>text</MsgType><Content><![CDATA[\(content)]]></Content><MsgId>\(id)</MsgId>", user: user)
    }

    /// An event of the same user.
    package static func event(_ name: String, key: String = "") -> String {
        document("<MsgType>event</MsgType><Event>\(name)</Event><EventKey><![CDATA[\(key)]]></EventKey>")
    }

    /// A document with the given fields behind the common ones.
    package static func document(_ fields: String, user: String = "oUser") -> String {
        """
        <xml><ToUserName><![CDATA[gh_account]]></ToUserName><FromUserName><![CDATA[\(user)]]></FromUserName>\
        <CreateTime>1714037481</CreateTime>\(fields)</xml>
        """
    }
}

extension Answer {
    /// The text of a text reply; nil for everything else.
    package var text: String? {
        guard let fields = try? Fields(document: Array(body.utf8)), fields["MsgType"] == "text" else { return nil }
        return fields["Content"]
    }
}
