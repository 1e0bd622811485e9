import Testing
import WeChat

@testable import wechatd

@Suite struct DocumentFieldTests {
    private func fields(_ document: String) throws -> [DocumentField] {
        [DocumentField](try Fields(document: Array(document.utf8)))
    }

    @Test func fieldIsSetWhereItIs() throws {
        var document = try fields("<xml><A>1</A><B><C>2</C><A>3</A></B><A>4</A></xml>")
        document.set("A", to: "a")
        document.set("C", to: "c")
        document.set("D", to: "d")
        #expect(
            document.json(.wire) == #"{"A":["a",4],"B":{"C":"c","A":3},"D":"d"}"#)
        document.set("B", to: "b")
        #expect(document.json(.wire) == #"{"A":["a",4],"B":"b","D":"d"}"#)
    }

    @Test func xmlHasSectionsForTexts() throws {
        let document = [
            DocumentField("A", "text"), DocumentField("B", "12"), DocumentField("C", ""),
            DocumentField("D", [DocumentField("E", "-1.50"), DocumentField("E", "]]>")]),
        ]
        #expect(
            document.xml() == """
                <xml><A><![CDATA[text]]></A>
                <B>12</B>
                <C><![CDATA[]]></C>
                <D><E>-1.50</E><E><![CDATA[]]>]]></E></D>
                </xml>
                """)
        #expect(
            document.xml(asEnvelope: true) == """
                <xml>
                    <A><![CDATA[text]]></A>
                    <B>12</B>
                    <C><![CDATA[]]></C>
                    <D><E>-1.50</E><E><![CDATA[]]>]]></E></D>
                </xml>
                """)
    }

    @Test(arguments: [
        ("0", true), ("007", true), ("-1", true), ("1.5", true), ("18446744073709551616", true), ("", false),
        ("-", false), (".", false), ("1.", false), (".5", false), ("1.2.3", false), ("+1", false), ("1e3", false),
        ("١", false), (" 1", false), ("1\u{301}", false),
    ])
    func numbersAreBareInXML(_ text: String, _ isBare: Bool) {
        #expect([DocumentField("A", text)].xml().contains("CDATA") == !isBare)
    }

    @Test(arguments: [
        ("0", true), ("-12", true), ("999999999999999", true), ("-999999999999999", true), ("1000000000000000", false),
        ("007", false), ("-0", false), ("+1", false), ("1.5", false), ("", false), ("true", false), ("1e3", false),
    ])
    func wholeNumbersThatStayExactAreNumbersInJSON(_ text: String, _ isNumber: Bool) {
        #expect([DocumentField("A", text)].json(.wire) == (isNumber ? "{\"A\":\(text)}" : "{\"A\":\"\(text)\"}"))
    }

    @Test func twinsAreAnArray() throws {
        let document = try fields("<xml><L><T>a</T></L><L><T>b</T></L><M><T>c</T></M></xml>")
        #expect(document.json(.wire) == #"{"L":[{"T":"a"},{"T":"b"}],"M":{"T":"c"}}"#)
        #expect(try fields(document.json(.wire)).xml() == document.xml())
    }

    @Test func whatWasReadIsWrittenTheSame() throws {
        let document = "<xml><A><![CDATA[a\n\"b\"]]></A>\n<B><C>1</C><C>2</C></B>\n</xml>"
        #expect(try fields(document).xml() == document)
        #expect(try fields(fields(document).json(.readable)).xml() == document)
    }
}
