import Foundation
import Hummingbird

/// The same work as wechatd's in Hummingbird: signature, XML, a reply with the names swapped; with a key in safe mode.
/// Usage: HummingbirdEcho PORT TOKEN [ENCODING_AES_KEY APP_ID]
@main
struct Echo {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard let port = Int(arguments[1]) else { fatalError("PORT is no number") }
        let account: any Account =
            arguments.count > 3
            ? try SafeAccount(token: arguments[2], encodingAESKey: arguments[3], appID: arguments[4])
            : PlainAccount(token: arguments[2])
        let router = Router()
        router.post("wechat") { request, _ in
            let body = try await request.body.collect(upTo: 65_536)
            let answer = try account.answer(request.uri.queryParameters, Data(body.readableBytesView))
            return Response(
                status: .ok, headers: [.contentType: "application/xml; charset=utf-8"],
                body: .init(byteBuffer: ByteBuffer(string: answer)))
        }
        let address = BindAddress.hostname("127.0.0.1", port: port)
        try await Application(router: router, configuration: .init(address: address)).runService()
    }
}

/// What answers a push.
protocol Account: Sendable {
    func answer(_ query: Parameters, _ body: Data) throws -> String
}

/// An account in plaintext mode.
struct PlainAccount: Account {
    let token: String

    func answer(_ query: Parameters, _ body: Data) throws -> String {
        let parts = [token, try query.require("timestamp"), try query.require("nonce")]
        guard try query.require("signature") == signature(parts) else { throw HTTPError(.forbidden) }
        return try echo(body)
    }
}

/// The reply to a text push.
func echo(_ document: Data) throws -> String {
    let push = try Fields(document)
    return """
        <xml><ToUserName><![CDATA[\(push["FromUserName"])]]></ToUserName>\
        <FromUserName><![CDATA[\(push["ToUserName"])]]></FromUserName>\
        <CreateTime>\(Int(Date().timeIntervalSince1970))</CreateTime>\
        <MsgType><![CDATA[text]]></MsgType>\
        <Content><![CDATA[\(push["Content"])]]></Content></xml>
        """
}
