import Testing
import WeChat

struct FieldsJSONTests {
    private func json(_ document: String) throws -> String {
        String(decoding: try Fields(document: Array(document.utf8)).json, as: UTF8.self)
    }

    @Test func eachFormatIsWrittenAlike() throws {
        let expected = #"{"MsgId":"7038","A":{"B":["1","\"2\""],"C":""}}"#
        #expect(
            try json("<xml><MsgId>7038</MsgId><A><B>1</B><C></C><B><![CDATA[\"2\"]]></B></A></xml>") == expected)
        #expect(try json(#"{"MsgId": 7038, "A": {"B": [1, "\"2\""], "C": ""}}"#) == expected)
    }

    @Test func listOfObjectsStaysOne() throws {
        #expect(try json(#"{"L": [{"a": "1"}, {"a": "你"}]}"#) == #"{"L":[{"a":"1"},{"a":"你"}]}"#)
    }
}
