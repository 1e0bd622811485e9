import Foundation
import TestSupport
import Testing

@Suite struct DecodeTests {
    private func decoded(_ document: String) throws -> String {
        let decode = try Command("decode", "-", input: document)
        #expect(try decode.status() == 0, "\(decode.error)")
        return decode.output
    }

    @Test func pushIsAnObjectOfTexts() throws {
        let output = try decoded(
            """
            <xml><ToUserName><![CDATA[gh_1]]></ToUserName><MsgId>18446744073709551615</MsgId><A>007</A><B>true</B><C/>
            <D>1.50</D></xml>
            """)
        #expect(
            output == """
                {
                  "ToUserName": "gh_1",
                  "MsgId": "18446744073709551615",
                  "A": "007",
                  "B": "true",
                  "C": "",
                  "D": "1.50"
                }

                """)
    }

    @Test func nestedAndRepeatedElementsAreKept() throws {
        let output = try decoded(
            "<xml><A><item><B>1</B></item><item><B>2</B><C>3</C></item></A><D>4</D><E>5</E><D>6</D></xml>")
        #expect(
            output == """
                {
                  "A": {
                    "item": [
                      {
                        "B": "1"
                      },
                      {
                        "B": "2",
                        "C": "3"
                      }
                    ]
                  },
                  "D": [
                    "4",
                    "6"
                  ],
                  "E": "5"
                }

                """)
    }

    @Test func textIsWrittenAsJSONNeedsIt() throws {
        let output = try decoded(
            "<xml><Content><![CDATA[\"\\/\u{8}\t\n\u{1}\u{7F}\u{85}\u{2028}]]>😀]]></Content></xml>")
        #expect(output == "{\n  \"Content\": \"\\\"\\\\/\\t\\n\\u007f\u{85}\u{2028}]]>😀\"\n}\n")
        let object = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: String]
        #expect(object == ["Content": "\"\\/\t\n\u{7F}\u{85}\u{2028}]]>😀"])
    }

    @Test(arguments: ["", "\u{FEFF}", " \r\n\t", "\u{FEFF} "])
    func aPushInJSONIsDecoded(before: String) throws {
        let output = try decoded(
            before
                + #"{"MsgId":18446744073709551615," A":[{"B":1.50},{"B":null}],"C":[],"D\u0001":"\u0001\u0000\"\n\ud800"}"#
        )
        #expect(
            output == """
                {
                  "MsgId": "18446744073709551615",
                  "A": [
                    {
                      "B": "1.50"
                    },
                    {
                      "B": ""
                    }
                  ],
                  "D": "\\"\\n\u{FFFD}"
                }

                """)
    }

    @Test func fileIsDecoded() throws {
        try withTemporaryDirectory { directory in
            try WeChatRequest.text("a").write(toFile: directory + "/a", atomically: true, encoding: .utf8)
            let decode = try Command("decode", directory + "/a")
            #expect(try decode.status() == 0)
            #expect(decode.output.contains("\"MsgId\": \"23456789012345678\""))
        }
    }

    @Test(arguments: [
        "", "a", "<xml>", "<xml></xml>", "<html><a/></html>", "{}", "{\"a\": 1", "[{\"a\": 1}]",
        "<!DOCTYPE a><xml><A/></xml>",
    ])
    func whatIsNoPushIsSaidToBeNone(_ document: String) throws {
        let decode = try Command("decode", "-", input: document)
        #expect(try decode.status() == 65)
        #expect(decode.output.isEmpty)
        #expect(decode.error.hasPrefix("-: not a push: "))
        #expect(decode.error.split(separator: "\n").count == 1)
    }

    @Test func fileThatIsMissingIsSaidToBeSo() throws {
        for file in ["/none.xml", "/tmp"] {
            let decode = try Command("decode", file)
            #expect(try decode.status() == 66)
            #expect(decode.error == "\(file): expected a readable file, found none\n")
        }
    }
}
