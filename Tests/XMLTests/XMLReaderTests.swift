import Testing

@testable import XML

struct XMLReaderTests {
    static let good = "<xml><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[你好]]></Content></xml>"
    static let goodOutline = "xml(MsgType(text)Content(你好))"

    /// One document for each rule.
    static let refused: [(document: String, error: DocumentError?)] = [
        ("", .empty), ("\u{1}", .empty), ("   ", nil), ("success", nil), ("{}", nil), ("<xml>", nil), ("<xml", nil),
        ("<", nil),
        ("<xml></xml", nil), ("<xml><a></xml>", nil), ("<xml><a></b></xml>", nil), ("<xml><a><b></a></b></xml>", nil),
        ("<xml><Content><![CDATA[a", nil), ("<xml><Content><![CDATA[a]]></Content>", nil),
        ("<xml/>garbage", nil), ("<xml></xml><xml></xml>", nil), ("<xml></xml>&#10;", nil),
        ("<xml><a>&x;</a></xml>", nil), ("<xml><a>&nbsp;</a></xml>", nil), ("<xml><a>a & b</a></xml>", nil),
        ("<xml><a b></a></xml>", nil), ("<xml><a b='1' b='1'/></xml>", nil), ("<xml><1/></xml>", nil),
        ("<html></html>", .rootIsNotXML), ("<XML></XML>", .rootIsNotXML), ("<xmlx></xmlx>", .rootIsNotXML),
        ("<xml xmlns='a'></xml>", .namespace), ("<xml><a xmlns:b='c'/></xml>", .namespace),
        ("<xml><b:a xmlns:b='c'/></xml>", .namespace),
        ("<xml><FromUserName>a</FromUserName><a/><FromUserName>a</FromUserName></xml>", .repeated("FromUserName")),
        ("<xml><Info/><Info><a/></Info></xml>", .repeated("Info")),
        ("<!DOCTYPE xml><xml></xml>", .documentType),
        ("<?xml version='1.0'?>\n<!DOCTYPE xml ><xml></xml>", .documentType),
        ("<!DOCTYPE xml [<!ENTITY a 'b'>]><xml><a>&a;</a></xml>", .documentType),
        ("<!DOCTYPE xml SYSTEM 'file:///etc/passwd'><xml></xml>", .documentType),
        ("<!DOCTYPE xml PUBLIC 'a' 'http://127.0.0.1/'><xml></xml>", .documentType),
        ("<!-- a --><!DOCTYPE xml [<!ENTITY % a SYSTEM 'http://127.0.0.1/'> %a;]><xml></xml>", .documentType),
        ("<!DOCTYPE", nil), ("<!DOCTYPE xml [", .documentType), ("<xml><!DOCTYPE a></xml>", nil),
        ("<xml/><!DOCTYPE a>", nil),
        ("<xml>\(nested(16))</xml>", .tooDeep),
        ("<xml>\(String(repeating: "<a/>", count: 512))</xml>", .tooManyElements),
        ("<xml a='\(String(repeating: "a", count: 70_000))'/>", .tooLarge),
    ]

    static func nested(_ depth: Int) -> String {
        String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
    }

    @Test(arguments: refused)
    func eachRuleRefusesAndTheNextDocumentIsRead(document: String, error: DocumentError?) throws {
        let reader = XMLReader(.sample)
        for _ in 0..<3 {
            let refusal = #expect(throws: DocumentError.self) { try reader.read(document) }
            if let error {
                #expect(refusal == error)
            } else if case .notWellFormed? = refusal {
            } else {
                Issue.record("\(refusal!)")
            }
            #expect(try reader.read(Self.good).outline() == Self.goodOutline)
        }
    }

    @Test func oneReaderStandsAllRefusalsInARow() throws {
        let reader = XMLReader(.sample)
        for _ in 0..<20 {
            for (document, _) in Self.refused { #expect(throws: DocumentError.self) { try reader.read(document) } }
        }
        #expect(try reader.read(Self.good).outline() == Self.goodOutline)
    }

    @Test func aBillionLaughsAreRefusedAtOnce() {
        var entities = "<!ENTITY a0 'lol'>"
        for level in 1..<30 {
            entities += "<!ENTITY a\(level) '\(String(repeating: "&a\(level - 1);", count: 10))'>"
        }
        let time = ContinuousClock().measure {
            #expect(
                outline("<!DOCTYPE xml [\(entities)]><xml><Content>&a29;</Content></xml>") == .failure(.documentType))
        }
        #expect(time < .milliseconds(500))
    }

    @Test(arguments: [
        ("<xml/>", "xml()"), ("<xml></xml>", "xml()"),
        ("<xml><a/><b></b><c><![CDATA[]]></c><d> </d></xml>", "xml(a()b()c()d( ))"),
        ("<!-- a --><xml><!-- <a>1</a> --><a>1<!-- 2 -->3</a><?php 4 ?></xml><!-- 5 -->\n<?x y?>", "xml(a(13))"),
        ("<xml><a>&lt;&gt;&amp;&quot;&apos;</a></xml>", "xml(a(<>&\"'))"),
        ("<xml><a>&#20320;&#x597D;&#x1F600;&#10;&#13;&#x9;</a></xml>", "xml(a(你好😀\n\r\t))"),
        ("<xml>stray<a>1</a>text</xml>", "xml(a(1))"),
        ("<xml>\u{200B}<a>1</a>\u{200B}\n\u{FEFF}<a>2</a></xml>", "xml(a(1)a(2))"),
        ("<xml><a><b>1</b>stray<b><c>2</c></b></a><a/></xml>", "xml(a(b(1)b(c(2)))a())"),
        ("<xml><a>\n  <![CDATA[ b\n]]>\n</a></xml>", "xml(a( b\n))"),
        ("<xml><a>b<![CDATA[c]]></a></xml>", "xml(a(bc))"),
        ("<xml><a>1\r\n2\r3</a></xml>", "xml(a(1\n2\n3))"), ("<xml><a\n\t>1</a\n></xml\n>", "xml(a(1))"),
        ("<xml a='1'><名字>值</名字></xml>", "xml(名字(值))"),
        ("<xml><Content>a&#16;b&#x1F;&#xD800;&#0;&#xFFFE;&#99999999999;c&#10;</Content></xml>", "xml(Content(abc\n))"),
        ("<xml><Content><![CDATA[&#16;]]></Content><a>&#16;</a></xml>", "xml(Content(&#16;)a())"),
        ("<xml>\(nested(15))</xml>", "xml(" + String(repeating: "a(", count: 15) + String(repeating: ")", count: 16)),
    ])
    func documentsAtTheEdgeAreRead(document: String, expected: String) throws {
        #expect(outline(document) == .success(expected))
    }

    @Test func carriageReturnsInASectionAreKept() {
        #expect(outline("<xml><a><![CDATA[1\r\n2\r3]]></a></xml>") == .success("xml(a(1\r\n2\r3))"))
    }

    @Test func limitsAreTheConfigurations() {
        let limits = DocumentLimits.with {
            $0.bytes = 100
            $0.depth = 3
            $0.elements = 4
            $0.attributes = 1
        }
        #expect(outline("<xml><a><b/></a><c/></xml>", limits: limits) == .success("xml(a(b())c())"))
        #expect(outline("<xml><a><b/></a><c/><d/></xml>", limits: limits) == .failure(.tooManyElements))
        #expect(outline("<xml><a><b><c/></b></a></xml>", limits: limits) == .failure(.tooDeep))
        #expect(outline("<xml><a b='1' c='2'/></xml>", limits: limits) == .failure(.tooManyAttributes))
        #expect(
            outline("<xml>" + String(repeating: " ", count: 84) + "<a/></xml>", limits: limits) == .success("xml(a())"))
        #expect(
            outline("<xml>" + String(repeating: " ", count: 86) + "<a/></xml>", limits: limits) == .failure(.tooLarge))
    }

    @Test func aTreeThatIsKeptStaysAsItIs() throws {
        let reader = XMLReader(.sample)
        let kept = try reader.read(Self.good)
        _ = try reader.read("<xml><Other>1</Other></xml>")
        #expect(kept.outline() == Self.goodOutline)
    }
}
