import Crypto
import Foundation
import FoundationXML
import Hummingbird

/// The same work as wechatd's in Hummingbird: signature, XML, a reply with the names swapped.
/// Usage: HummingbirdEcho PORT TOKEN
@main
struct Echo {
    static func main() async throws {
        guard let port = Int(CommandLine.arguments[1]) else { fatalError("PORT is no number") }
        let token = CommandLine.arguments[2]
        let router = Router()
        router.post("wechat") { request, _ in
            guard isSigned(request.uri.queryParameters, token) else { throw HTTPError(.forbidden) }
            let body = try await request.body.collect(upTo: 65_536)
            guard let push = Push(Data(body.readableBytesView)) else { throw HTTPError(.badRequest) }
            return Response(
                status: .ok, headers: [.contentType: "application/xml; charset=utf-8"],
                body: .init(byteBuffer: ByteBuffer(string: push.echo)))
        }
        let address = BindAddress.hostname("127.0.0.1", port: port)
        try await Application(router: router, configuration: .init(address: address)).runService()
    }
}

private func isSigned(_ query: Parameters, _ token: String) -> Bool {
    guard let signature = query["signature"], let time = query["timestamp"], let nonce = query["nonce"] else {
        return false
    }
    let digest = Insecure.SHA1.hash(data: Data([token, String(time), String(nonce)].sorted().joined().utf8))
    let digits = Array("0123456789abcdef".utf8)
    return digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }.elementsEqual(signature.utf8)
}

/// The texts of a push's fields.
private final class Push: NSObject, XMLParserDelegate {
    private var fields: [String: String] = [:]
    private var text = ""

    init?(_ document: Data) {
        super.init()
        let parser = XMLParser(data: document)
        parser.delegate = self
        guard parser.parse() else { return nil }
    }

    var echo: String {
        """
        <xml><ToUserName><![CDATA[\(fields["FromUserName"] ?? "")]]></ToUserName>\
        <FromUserName><![CDATA[\(fields["ToUserName"] ?? "")]]></FromUserName>\
        <CreateTime>\(Int(Date().timeIntervalSince1970))</CreateTime>\
        <MsgType><![CDATA[text]]></MsgType>\
        <Content><![CDATA[\(fields["Content"] ?? "")]]></Content></xml>
        """
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        text = ""
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(_ parser: XMLParser, foundCDATA block: Data) { text += String(decoding: block, as: UTF8.self) }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        fields[name] = text
    }
}
