import Testing

@testable import XML

struct JSONReaderTests {
    static let good = #"{"MsgType":"text","Content":"你好"}"#
    static let goodOutline = "xml(MsgType(text)Content(你好))"

    /// One document for each rule.
    static let refused: [(document: String, error: DocumentError?)] = [
        ("", .empty), ("\u{1}", .empty), ("\u{FEFF}", .empty), ("   ", nil), ("success", nil), ("<xml></xml>", nil),
        ("null", nil), ("1", nil), (#""a""#, nil), ("[]", .notJSON(offset: 0, "object expected")),
        ("\n[{}]", .notJSON(offset: 1, "object expected")),
        ("{", .notJSON(offset: 1, "unexpected end of data")), (#"{"a""#, nil), (#"{"a"#, nil), (#"{"a\"#, nil),
        (#"{"a":"#, nil), (#"{"a":1"#, nil), (#"{"a":"\u00"#, nil), (#"{"a":[1"#, nil), (#"{"a":{}"#, nil),
        (#"{"a":1}garbage"#, .notJSON(offset: 7, "unexpected character")), ("{}{}", nil), ("{}}", nil), ("{},", nil),
        ("{}\n\u{FEFF}", nil), ("\u{FEFF}\u{FEFF}{}", nil),
        ("{]", nil), ("}", nil), (#"{"a":[1}"#, nil), (#"{"a":{]}"#, nil), (#"{"a" 1}"#, nil), (#"{"a":1 "b":2}"#, nil),
        (#"{"a":1,}"#, nil), (#"{"a":[1,]}"#, nil), (#"{,"a":1}"#, nil), (#"{"a":,}"#, nil), (#"{"a":[,1]}"#, nil),
        ("{a:1}", .notJSON(offset: 1, "quoted object property name expected")), ("{1:1}", nil), ("{null:1}", nil),
        ("{'a':1}", nil), (#"{"a":'b'}"#, .notJSON(offset: 5, "unexpected character")),
        (#"/* a */{"a":1}"#, nil), (#"{"a":1/* a */}"#, nil), ("{}// a", nil),
        (#"{"a":NaN}"#, nil), (#"{"a":nan}"#, nil), (#"{"a":Infinity}"#, nil), (#"{"a":-Infinity}"#, nil),
        (#"{"a":infinity}"#, nil), (#"{"a":True}"#, nil), (#"{"a":tru}"#, nil), (#"{"a":nULL}"#, nil),
        (#"{"a":undefined}"#, nil),
        (#"{"a":01}"#, .notJSON(offset: 5, "number expected")), (#"{"a":-01}"#, nil), (#"{"a":00}"#, nil),
        (#"{"a":1.}"#, nil), (#"{"a":.5}"#, nil), (#"{"a":+1}"#, nil), (#"{"a":-}"#, nil), (#"{"a":--1}"#, nil),
        (#"{"a":1e}"#, nil), (#"{"a":1e+}"#, nil), (#"{"a":1e5.5}"#, nil), (#"{"a":0x10}"#, nil), (#"{"a":1-2}"#, nil),
        (#"{"a":1 2}"#, nil),
        (#"{"a":18446744073709551616}"#, .notJSON(offset: 5, "an integer of more than 64 bits")),
        (#"{"a":-9223372036854775809}"#, .notJSON(offset: 5, "an integer of more than 64 bits")),
        (#"{"a":[1, 99999999999999999999999999999999]}"#, .notJSON(offset: 9, "an integer of more than 64 bits")),
        (#"{"a":"\x"}"#, nil), (#"{"a":"\u12"}"#, nil), (#"{"a":"\u+041"}"#, nil), (#"{"a":"\u00\b41"}"#, nil),
        (#"{"a":"\'"}"#, nil), (#"{"a":"b"#, nil),
        (#"{"MsgType":1,"a":2,"MsgType":1}"#, .repeated("MsgType")),
        (#"{"MsgType":["text","event"]}"#, .repeated("MsgType")),
        (#"{"MsgType":[["text"],["event"]]}"#, .repeated("MsgType")),
        (#"{"Info":{},"Info":null}"#, .repeated("Info")),
        (#"{" MsgType":1,"MsgType ":2}"#, .repeated("MsgType")),
        (#"{" MsgType":1," MsgType":2}"#, .repeated("MsgType")),
        (#"{"MsgType":1,"Msg\u0054ype":2}"#, .repeated("MsgType")),
        (#"{"MsgType":1,"Msg\u0000Type":2}"#, .repeated("MsgType")),
        (#"{"a":1,"a":2,"MsgType":1,"MsgType":2}"#, .repeated("MsgType")),
        (object(16), .tooDeep), (object(500), .tooDeep), (list(32), .tooDeep), (list(500), .tooDeep),
        (object(5000), .tooManyElements), (list(5000), .tooManyElements),
        (#"{"a":\#(String(repeating: "[", count: 5000))"#, .tooManyElements),
        (#"{"a":[\#(commas("1", 512))]}"#, .tooManyElements), (#"{"a":[\#(commas("{}", 20_000))]}"#, .tooManyElements),
        (#"{"a":"\#(String(repeating: "a", count: 70_000))"}"#, .tooLarge),
    ]

    /// An object with `depth` objects in one another inside.
    static func object(_ depth: Int) -> String {
        String(repeating: #"{"a":"#, count: depth) + "{}" + String(repeating: "}", count: depth)
    }

    static func list(_ depth: Int) -> String {
        #"{"a":"# + String(repeating: "[", count: depth) + "1" + String(repeating: "]", count: depth) + "}"
    }

    static func commas(_ value: String, _ count: Int) -> String {
        String(repeating: value + ",", count: count - 1) + value
    }

    static func outline(_ document: String, limits: DocumentLimits = DocumentLimits()) -> Result<String, DocumentError>
    {
        let reader = JSONReader(.sample, limits: limits)
        return Result { () throws(DocumentError) in try reader.read(document).outline() }
    }

    @Test(arguments: refused)
    func eachRuleRefusesAndTheNextDocumentIsRead(document: String, error: DocumentError?) throws {
        let reader = JSONReader(.sample)
        for _ in 0..<3 {
            let refusal = #expect(throws: DocumentError.self) { try reader.read(document) }
            if let error {
                #expect(refusal == error)
            } else if case .notJSON? = refusal {
            } else {
                Issue.record("\(refusal!)")
            }
            #expect(try reader.read(Self.good).outline() == Self.goodOutline)
        }
    }

    @Test func oneReaderStandsAllRefusalsInARow() throws {
        let reader = JSONReader(.sample)
        for _ in 0..<20 {
            for (document, _) in Self.refused { #expect(throws: DocumentError.self) { try reader.read(document) } }
        }
        #expect(try reader.read(Self.good).outline() == Self.goodOutline)
    }

    @Test(arguments: [
        ("{}", "xml()"), ("\u{FEFF} \r\n\t{ } \n", "xml()"),
        (#"{"a":"","b":null,"c":{},"d":" "}"#, "xml(a()b()c()d( ))"),
        (#"{"a":true,"b":false,"c":"true"}"#, "xml(a(true)b(false)c(true))"),
        (#"{"a":{"b":{"c":1},"d":2},"e":3}"#, "xml(a(b(c(1))d(2))e(3))"),
        (#"{"a":[1,"2",null,{},{"b":3}]}"#, "xml(a(1)a(2)a()a()a(b(3)))"),
        (#"{"a":[],"b":{"c":[]},"d":[[],[[]]]}"#, "xml(b())"),
        (#"{"a":[[1,2],[[3]],4]}"#, "xml(a(1)a(2)a(3)a(4))"),
        (#"{"MsgType":["text"]}"#, "xml(MsgType(text))"), (#"{"a":{"MsgType":[1,2]}}"#, "xml(a(MsgType(1)MsgType(2)))"),
        (#"{" OpenID":"a","\tb\n":1}"#, "xml(OpenID(a)b(1))"), (#"{"":1," ":2}"#, "xml((1)(2))"),
        (#"{"msgtype":1,"MsgType":2}"#, "xml(msgtype(1)MsgType(2))"),
        (#"{"名字":"值","a:b":"<c>"}"#, "xml(名字(值)a:b(<c>))"),
        (#"{"a":"\u4f60\u597D\ud83d\ude80\n\t\r\/\\\"\u003c"}"#, "xml(a(你好🚀\n\t\r/\\\"<))"),
        ("{\"a\":\"1\n2\t3\r\n4\u{7F}\"}", "xml(a(1\n2\t3\r\n4\u{7F}))"),
        (#"{"a":"NaN 'b' /*c*/ {[,: -Infinity"}"#, "xml(a(NaN 'b' /*c*/ {[,: -Infinity))"),
        (object(15), "xml(" + String(repeating: "a(", count: 15) + String(repeating: ")", count: 16)),
        (list(30), "xml(a(1))"),
    ])
    func documentsAtTheEdgeAreRead(document: String, expected: String) {
        #expect(Self.outline(document) == .success(expected))
    }

    @Test(arguments: [
        "0", "-1", "24578930163990004", "9007199254740993", "9223372036854775808", "18446744073709551615",
        "-9223372036854775808", "5.0", "113.3245", "0.10", "-0.50", "1e999", "1E-7", "1e+5", "99999999999999999999.5",
        "3.141592653589793238462643383279502884",
    ])
    func aNumberKeepsItsDigits(number: String) {
        #expect(Self.outline(#"{"a":\#(number),"b":[\#(number)]}"#) == .success("xml(a(\(number))b(\(number)))"))
    }

    @Test(arguments: [
        (#""a\u0000b""#, "ab"), (#""\u0000""#, ""), (#""a\b\f\u0001\u001F\ufffe\uFFFFb""#, "ab"),
        (#""\\u0000\\b""#, #"\u0000\b"#), ("\"a\u{1}\u{10}\u{FFFE}b\"", "ab"), ("\"a\u{8}\\b\"", "a"),
        (#""\ud800""#, "\u{FFFD}"), (#""\udc00a""#, "\u{FFFD}a"), (#""\ud800\u0041""#, "\u{FFFD}A"),
        (#""\ud800\n""#, "\u{FFFD}\n"), (#""\ud800\ud800\udc00""#, "\u{FFFD}\u{10000}"),
        (#""\udbff\udfff""#, "\u{10FFFF}"), (#""\ud83d\b\ude80""#, "🚀"),
    ])
    func whatXMLForbidsIsLeftOutAndHalvesAreReplaced(value: String, expected: String) {
        #expect(Self.outline("{\"a\":\(value)}") == .success("xml(a(\(expected)))"))
    }

    @Test func aNameLosesWhatXMLForbids() {
        #expect(Self.outline(#"{"a\u0000b":1,"\u0000 c\f":2}"#) == .success("xml(ab(1)c(2))"))
    }

    @Test func theLastOfTwoMembersOfOneNameCounts() {
        #expect(Self.outline(#"{"a":1,"b":2,"a":3}"#) == .success("xml(a(3)b(2))"))
        #expect(Self.outline(#"{"a":{"MsgType":1,"MsgType":2}}"#) == .success("xml(a(MsgType(2)))"))
        #expect(Self.outline(#"{"a":[1],"a ":2}"#) == .success("xml(a(1)a(2))"))
    }

    @Test(arguments: [[0], [0x22, 0x7B, 0x7D, 0x00], Array("{\"a\":\"\0\"}".utf8)])
    func aNULByteIsRefused(bytes: [UInt8]) {
        #expect(throws: DocumentError.nulByte) { try JSONReader(.sample).read(bytes: bytes) }
    }

    @Test(arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE4, 0xBD]])
    func whatIsNotUTF8IsRefused(bytes: [UInt8]) {
        let document = Array("{\"a\":\"".utf8) + bytes + Array("\"}".utf8)
        #expect(throws: DocumentError.invalidUTF8) { try JSONReader(.sample).read(bytes: document) }
    }

    @Test func limitsAreTheConfigurations() {
        let limits = DocumentLimits.with {
            $0.bytes = 40
            $0.depth = 3
            $0.elements = 4
        }
        #expect(Self.outline(#"{"a":{"b":1},"c":2}"#, limits: limits) == .success("xml(a(b(1))c(2))"))
        #expect(Self.outline(#"{"a":[{"b":[1]}],"c":2}"#, limits: limits) == .success("xml(a(b(1))c(2))"))
        #expect(Self.outline(#"{"a":{"b":1},"c":2,"d":3}"#, limits: limits) == .failure(.tooManyElements))
        #expect(Self.outline(#"{"a":[1,2,3,4]}"#, limits: limits) == .failure(.tooManyElements))
        #expect(Self.outline(#"{"a":{"b":{"c":1}}}"#, limits: limits) == .failure(.tooDeep))
        #expect(Self.outline(#"{"a":[[[[[[1]]]]]]}"#, limits: limits) == .failure(.tooDeep))
        #expect(Self.outline("{}" + String(repeating: " ", count: 38), limits: limits) == .success("xml()"))
        #expect(Self.outline("{}" + String(repeating: " ", count: 39), limits: limits) == .failure(.tooLarge))
    }

    @Test func halfOfAPairIsForgottenWithItsDocument() throws {
        let reader = JSONReader(.sample)
        #expect(throws: DocumentError.self) { try reader.read(#"{"a":"\ud800"#) }
        #expect(try reader.read(#"{"a":"\udc00"}"#).outline() == "xml(a(\u{FFFD}))")
    }

    @Test func aTreeThatIsKeptStaysAsItIs() throws {
        let reader = JSONReader(.sample)
        let kept = try reader.read(Self.good)
        _ = try reader.read(#"{"Other":1}"#)
        #expect(kept.outline() == Self.goodOutline)
    }
}
