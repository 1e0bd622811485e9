import Bytes
import Foundation
import Testing
import TestSupport

@testable import WeChat

/// Structured answers: what is written, and what an independent reader finds in it.
struct ReplyResultTests {
    /// A request with every field that some form sends back.
    static let push = """
        <MsgType>event</MsgType><Event>Add_Waybill</Event><Token>tk</Token><OrderID>ord-1</OrderID><BizID>xyz</BizID>
        <WayBillID><![CDATA[wb<1>]]></WayBillID><request_id>rq-1</request_id><out_coupon_id>cp-1</out_coupon_id>
        """

    private static func text(_ reply: Reply, _ rule: ReplyRule, in format: WireFormat) throws -> String {
        var output = ByteBuffer()
        reply.write(to: &output, answering: try Push(push), rule, in: format, now: 1_714_036_600)
        return output.text
    }

    private static func leaves(of text: String) -> [XMLLeaf]? {
        text.withBytes { ParsedXML.leaves($0) }
    }

    private static func object(of text: String) throws -> NSDictionary? {
        try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary
    }

    private static let address = """
        <ToUserName><![CDATA[user]]></ToUserName><FromUserName><![CDATA[gh_1]]></FromUserName>\
        <CreateTime>1714036600</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[Add_Waybill]]></Event>
        """

    static let forms: [(form: ResultForm, xml: String, json: String)] = [
        (.payment, "<ErrCode>0</ErrCode><ErrMsg><![CDATA[success]]></ErrMsg>", #""ErrCode":0,"ErrMsg":"success""#),
        (.game, "<ErrCode>0</ErrCode><ErrMsg><![CDATA[Success]]></ErrMsg>", #""ErrCode":0,"ErrMsg":"Success""#),
        (.refundQuery, "<ErrCode>0</ErrCode><ErrMsg><![CDATA[success]]></ErrMsg>", #""ErrCode":0,"ErrMsg":"success""#),
        (
            .logistics,
            address
                + "<ResultCode>0</ResultCode><ResultMsg><![CDATA[success]]></ResultMsg><Token><![CDATA[tk]]></Token>"
                + "<OrderID><![CDATA[ord-1]]></OrderID><BizID><![CDATA[xyz]]></BizID>"
                + "<WayBillID><![CDATA[wb<1>]]></WayBillID>",
            #""ToUserName":"user","FromUserName":"gh_1","CreateTime":1714036600,"MsgType":"event","#
                + #""Event":"Add_Waybill","ResultCode":0,"ResultMsg":"success","Token":"tk","OrderID":"ord-1","#
                + #""BizID":"xyz","WayBillID":"wb<1>""#
        ),
        (
            .delivery, "<resultcode>0</resultcode><resultmsg><![CDATA[ok]]></resultmsg>",
            #""resultcode":0,"resultmsg":"ok""#
        ),
        (
            .deliveryNotice, "<resultcode>0</resultcode><resultmsg><![CDATA[ok]]></resultmsg>",
            #""resultcode":0,"resultmsg":"ok""#
        ),
        (
            .coupon,
            "<ret_code>0</ret_code><ret_msg><![CDATA[success]]></ret_msg><request_id><![CDATA[rq-1]]></request_id>"
                + "<out_coupon_id><![CDATA[cp-1]]></out_coupon_id>",
            #""ret_code":0,"ret_msg":"success","request_id":"rq-1","out_coupon_id":"cp-1""#
        ),
    ]

    @Test(arguments: forms)
    func aResultIsWrittenByteForByte(form: ResultForm, xml: String, json: String) throws {
        let result = Reply.result(code: 0)
        #expect(result.isDocument)
        #expect(try Self.text(result, .result(form), in: .xml) == "<xml>\(xml)</xml>")
        #expect(try Self.text(result, .result(form), in: .json) == "{\(json)}")
    }

    @Test func noFormIsForgotten() {
        #expect(Self.forms.map(\.form) == ResultForm.allCases)
    }

    @Test(arguments: ResultForm.allCases)
    func whatTheHandlerSaysIsSent(form: ResultForm) throws {
        let reply = Reply.result(
            code: -30_001, message: "差", fields: ["WayBillID": "wb-2", "request_id": "rq-2", "Quota": 3.14])
        let object = try #require(try Self.object(of: Self.text(reply, .result(form), in: .json)))
        #expect(object[form.codeName] as? Int == -30_001 && object[form.messageName] as? String == "差")
        #expect(object["WayBillID"] as? String == "wb-2" && object["request_id"] as? String == "rq-2")
        #expect(object["Quota"] as? Double == 3.14)
        // What the handler sets is not sent back a second time: `JSONSerialization` would take the last of two.
        let leaves = try #require(Self.leaves(of: Self.text(reply, .result(form), in: .xml)))
        #expect(Set(leaves.map(\.path)).count == leaves.count)
        #expect(leaves.contains(XMLLeaf(form.codeName, "-30001".utf8)))
        let silent = try Self.object(of: Self.text(.result(code: 1), .result(form), in: .json))
        #expect(silent?[form.messageName] as? String == "failed")
    }

    /// What WeChat's samples show, where they show a result.
    static let samples: [(rule: ReplyRule, reply: Reply, json: String)] = [
        (
            .result(.delivery),
            .result(code: 0, fields: ["lng": 113.3245, "lat": 23.1035, "distance": 800, "reach_time": 1_714_040_000]),
            #"{"resultcode":0,"resultmsg":"ok","lng":113.3245,"lat":23.1035,"distance":800,"reach_time":1714040000}"#
        ),
        (
            .result(.refundQuery),
            .result(code: 0, fields: ["result_code": 1, "result_info": "道具已消耗", "evidence": ""]),
            #"{"ErrCode":0,"ErrMsg":"success","result_code":1,"result_info":"道具已消耗","evidence":""}"#
        ),
        (
            .message, .transferToCustomerService(),
            #"{"ToUserName":"user","FromUserName":"gh_1","CreateTime":1714036600,"MsgType":"transfer_customer_service"}"#
        ),
        (.result(.game), .result(code: 0), #"{"ErrCode":0,"ErrMsg":"Success"}"#),
    ]

    @Test(arguments: samples)
    func aSampleIsWrittenAsWeChatShowsIt(rule: ReplyRule, reply: Reply, json: String) throws {
        #expect(try Self.text(reply, rule, in: .json) == json)
    }
}

extension ReplyResultTests {
    private static let hostile =
        "]]> ]]]]>> <a href=\"x\">&amp;'\\/\u{8}\u{1B}\u{FFFE}\u{7F}\n\t\r 🐼👨‍👩‍👧 𠮷 é\u{301}\u{2028}"

    private static let nested = Reply.result(
        code: 0, message: hostile,
        fields: [
            "WaybillData": [["key": "a", "value": .text(hostile)], ["key": "b", "value": ""]], "None": [],
            "Sender": ["Name": "张三", "Place": ["Lat": -23.1035, "Floor": -2]], "Numbers": [1, -2, 3.5],
            "Largest": .number(.max), "Smallest": .number(.min), "Nothing": .decimal(.nan), "Tiny": 1e-7,
        ])

    @Test func everyTextIsReadBackFromXML() throws {
        let text = try Self.text(Self.nested, .result(.payment), in: .xml)
        let clean = Self.hostile.allowedInXML
        func leaf(_ path: String, _ text: String) -> XMLLeaf { XMLLeaf(path, text.utf8) }
        #expect(
            Self.leaves(of: text) == [
                leaf("ErrCode", "0"), XMLLeaf("ErrMsg", clean), leaf("WaybillData/key", "a"),
                XMLLeaf("WaybillData/value", clean), leaf("WaybillData/key", "b"),
                leaf("WaybillData/value", ""), leaf("Sender/Name", "张三"), leaf("Sender/Place/Lat", "-23.1035"),
                leaf("Sender/Place/Floor", "-2"), leaf("Numbers", "1"), leaf("Numbers", "-2"), leaf("Numbers", "3.5"),
                leaf("Largest", "9223372036854775807"), leaf("Smallest", "-9223372036854775808"),
                leaf("Nothing", "0"), leaf("Tiny", "1e-07"),
            ])
    }

    @Test func everyTextIsReadBackFromJSON() throws {
        let text = String(decoding: Self.hostile.allowedInXML, as: UTF8.self)
        let object = try Self.object(of: Self.text(Self.nested, .result(.payment), in: .json))
        let expected: NSDictionary = [
            "ErrCode": 0, "ErrMsg": text, "WaybillData": [["key": "a", "value": text], ["key": "b", "value": ""]],
            "None": [Int](), "Sender": ["Name": "张三", "Place": ["Lat": -23.1035, "Floor": -2] as NSDictionary],
            "Numbers": [1, -2, 3.5], "Largest": Int.max, "Smallest": Int.min, "Nothing": 0, "Tiny": 1e-7,
        ]
        #expect(object == expected)
    }

    @Test func aListInAListIsOneInJSON() throws {
        let reply = Reply.result(code: 0, fields: ["path": [[1, 2], [], [["a": 1]]]])
        #expect(
            try Self.text(reply, .result(.payment), in: .json)
                == #"{"ErrCode":0,"ErrMsg":"success","path":[[1,2],[],[{"a":1}]]}"#)
    }
}

/// What WeChat's samples of messages show: the same, but for the line ends between the elements.
extension ReplyResultTests {
    private static let media = "X7kqvB1nT5yC9dWzR3eHj0LsPf2UaGm8_oKiNtQwYxVbE4hZ6rDcJuMlSgAp-0Fi"
    private static let thumb = "Lw3Zr9TqXc6VbN1mKj8HgF5dSaP0oIuY_tReWq2xCvBnM7kLzJhGfDsA4pOiUyTr"

    static let messages: [(reply: Reply, sample: String)] = [
        (
            .text("你好！\n回复 1 查快递 📦\n<a href=\"https://example.com/?a=1&b=2\">点我</a>"),
            """
            <MsgType><![CDATA[text]]></MsgType>
            <Content><![CDATA[你好！
            回复 1 查快递 📦
            <a href="https://example.com/?a=1&b=2">点我</a>]]></Content>
            """
        ),
        (
            .image(mediaID: media),
            """
            <MsgType><![CDATA[image]]></MsgType>
            <Image><MediaId><![CDATA[\(media)]]></MediaId></Image>
            """
        ),
        (
            .voice(mediaID: media),
            """
            <MsgType><![CDATA[voice]]></MsgType>
            <Voice><MediaId><![CDATA[\(media)]]></MediaId></Voice>
            """
        ),
        (
            .music(
                .init(
                    thumbMediaID: thumb, title: "晴天", description: "周杰伦", url: "https://example.com/a.mp3",
                    hqURL: "https://example.com/a-hq.mp3")),
            """
            <MsgType><![CDATA[music]]></MsgType>
            <Music><Title><![CDATA[晴天]]></Title><Description><![CDATA[周杰伦]]></Description>\
            <MusicUrl><![CDATA[https://example.com/a.mp3]]></MusicUrl>\
            <HQMusicUrl><![CDATA[https://example.com/a-hq.mp3]]></HQMusicUrl>\
            <ThumbMediaId><![CDATA[\(thumb)]]></ThumbMediaId></Music>
            """
        ),
        (.transferToCustomerService(), "<MsgType><![CDATA[transfer_customer_service]]></MsgType>"),
    ]

    @Test(arguments: messages)
    func aMessageIsReadAsTheSampleIs(reply: Reply, sample: String) throws {
        let sample = """
            <xml><ToUserName><![CDATA[user]]></ToUserName>
            <FromUserName><![CDATA[gh_1]]></FromUserName>
            <CreateTime>1714036600</CreateTime>
            \(sample)
            </xml>
            """
        let leaves = try #require(Self.leaves(of: sample))
        #expect(try Self.leaves(of: Self.text(reply, .message, in: .xml)) == leaves)
        // In JSON it says the same under the same names.
        let object = try Self.object(of: Self.text(reply, .message, in: .json))
        for leaf in leaves {
            var value: Any? = object
            for name in leaf.path.split(separator: "/") { value = (value as? NSDictionary)?[String(name)] }
            #expect(value.map { "\($0)" } == String(decoding: leaf.text, as: UTF8.self))
        }
    }
}
