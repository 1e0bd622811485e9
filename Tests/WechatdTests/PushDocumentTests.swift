import Foundation
import TestSupport
import Testing
import WeChat

@testable import wechatd

@Suite struct PushDocumentTests {
    private static func account(_ format: WireFormat? = nil) -> Account {
        var account = Account(appID: "wx1", token: Secret("abc"))
        account.format = format
        return account
    }

    private func text(_ captured: String, _ settings: (name: String, value: String)...) throws -> String {
        try withTemporaryDirectory { directory in
            let file = directory + "/captured.xml"
            try captured.write(toFile: file, atomically: true, encoding: .utf8)
            let document = try PushDocument(file, for: Self.account(.xml), settings: settings)
            return String(decoding: document.bytes(now: 0), as: UTF8.self)
        }
    }

    @Test func captureIsSentAsItIs() throws {
        for captured in ["<xml><A>a</A><B><![CDATA[</B>]]></B></xml>\n", " {\"A\" : 1.0}", "no document", ""] {
            #expect(try text(captured) == captured)
        }
    }

    @Test func fieldOfACaptureIsSet() throws {
        let captured = "<xml><A>a</A><B><![CDATA[</B>]]></B></xml>"
        #expect(try text(captured, ("B", "b")) == "<xml><A><![CDATA[a]]></A>\n<B><![CDATA[b]]></B>\n</xml>")
        #expect(try text(captured, ("A", "12")) == "<xml><A>12</A>\n<B><![CDATA[</B>]]></B>\n</xml>")
        #expect(try text("{\"A\":[1,\"b\"]}", ("C", "é")) == "{\"A\":[1,\"b\"],\"C\":\"é\"}")
        #expect(throws: (any Error).self) { try text("no document", ("A", "1")) }
    }

    @Test func kindHasATimeAndAnIDOfItsOwn() throws {
        let document = try PushDocument("text", for: Self.account(), settings: [])
        let text = String(decoding: document.bytes(now: 1_700_000_000), as: UTF8.self)
        #expect(text.hasPrefix("<xml><ToUserName><![CDATA[gh_"))
        #expect(text.contains("\n<CreateTime>1700000000</CreateTime>\n<MsgType><![CDATA[text]]></MsgType>\n"))
        #expect(document.bytes(now: 1_700_000_000) != document.bytes(now: 1_700_000_000))
        #expect(throws: (any Error).self) { try PushDocument("/none", for: Self.account(), settings: []) }
    }

    @Test func kindIsWrittenInTheAccountsFormat() throws {
        let document = try PushDocument(
            "scancode_push", for: Self.account(.json), settings: [("CreateTime", "1"), ("ScanResult", "2")])
        #expect(
            String(decoding: document.bytes(now: 0), as: UTF8.self) == #"{"ToUserName":"gh_2f7a1c9d84be","#
                + #""FromUserName":"oK9xD5w_3vTz0Qm1pLr8sYbN2eUc","CreateTime":1,"MsgType":"event","#
                + #""Event":"scancode_push","EventKey":"rselfmenu_0_1","#
                + #""ScanCodeInfo":{"ScanType":"barcode","ScanResult":2}}"#)
        #expect(document.format == .json)
    }

    @Test func categorySaysWhichFieldsAPushHas() {
        func names(_ kind: Kind, _ example: DocumentField...) -> [String] {
            PushDocument.fields(of: kind, example, Self.account(), now: 7).map { "\($0.name)=\($0.text)" }
        }
        #expect(
            names(.platform("authorized"), DocumentField("A", "a")) == [
                "AppId=wx1", "CreateTime=7", "InfoType=authorized", "A=a",
            ])
        #expect(names(.event("E")).suffix(3) == ["CreateTime=7", "MsgType=event", "Event=E"])
        let device = names(.message("device_event"), DocumentField("Event", "bind"), DocumentField("MsgType", "own"))
        #expect(device.dropFirst(2).dropLast() == ["CreateTime=7", "Event=bind", "MsgType=own"])
        #expect(device.last?.hasPrefix("MsgId=2") == true)
    }
}
