import Glibc
import Testing

@testable import XML

struct TextRepairTests {
    private func document(_ content: String, _ title: String = "T", _ remark: String = "R") -> String {
        """
        <xml><FromUserName><![CDATA[u]]></FromUserName>
        <Content><![CDATA[\(content)]]></Content>
        <Title><![CDATA[\(title)]]></Title>
        <Remark><![CDATA[\(remark)]]></Remark>
        <MsgId>1</MsgId></xml>
        """
    }

    static let nasty = [
        "]]>", "a]]>b", "]]", "]", "]]]", "]]]>", "]]>]]>", "]]]]>", "]]>]", "<![CDATA[", "<![CDATA[a]]>",
        "]]><![CDATA[", "a]]><![CDATA[b",
        "]]> \n <![CDATA[", "]]><b/><![CDATA[", "]]>&amp;<![CDATA[", "]]><!-- a --><![CDATA[", "]]><?a b?><![CDATA[",
        "]]><!--", "-->", "]]><?a", "]]><a b='", "</xml>", "]]></xml>", "<xml>", "]]><xml>", "]]></Other>", "&#16;",
        "]]>&#16;",
        "]]></xml><!-- ", "]]><!DOCTYPE x>", "]]><x:y/>", "]]><a xmlns='b'/><![CDATA[",
        "]]>\(String(repeating: "<a>", count: 600))",
        "]]><b \(String(repeating: "a=\"1\" ", count: 40))/><![CDATA[",
        "]]>\(String(repeating: "<a/>", count: 600))<![CDATA[",
    ]

    @Test(arguments: nasty)
    func anyTextIsDeliveredWholeInAnyField(text: String) throws {
        let reader = XMLReader(.sample)
        for field in 0..<3 {
            let texts = (0..<3).map { $0 == field ? text : "plain" }
            let tree = try reader.read(document(texts[0], texts[1], texts[2]))
            #expect(["Content", "Title", "Remark"].map { tree[$0] } == texts)
            #expect(tree["FromUserName"] == "u" && tree["MsgId"] == "1" && tree.count == 6)
        }
    }

    @Test(arguments: [
        "a]]></Content>b", "]]></Content>", "]]> </Content >", "]]></Content><Content><![CDATA[",
        "]]></Content><a/><Content><![CDATA[b",
        "]]></Content><FromUserName><![CDATA[evil]]></FromUserName>", "]]></Content><MsgId>2</MsgId></xml>",
        "]]></Content><FromUserName><![CDATA[evil]]></FromUserName><Content><![CDATA[", "]]></Content></xml>",
        "]]></Content><MsgType>event</MsgType><Content><![CDATA[", "]]></Content><!-- ", "</Content>", "</Content>]]>",
        "]]></Title><Title><![CDATA[", "]]></Remark>x]]></Title>",
    ])
    func aStrangersTextMayHoldItsOwnEndTag(text: String) throws {
        let tree = try XMLReader(.sample).read(document(text))
        #expect(
            [tree["FromUserName"], tree["Content"], tree["Title"], tree["Remark"], tree["MsgId"]] == [
                "u", text, "T", "R", "1",
            ])
        #expect(tree.count == 6)
    }

    @Test func aFieldThatIsNobodysEndsWhereTheRestIsInOrder() throws {
        for text in [
            "a]]></Remark>b", "]]></Remark>]]></Remark></xml>", "]]></Remark><a>", "]]></Content>", "]]></Title>\n<",
        ] {
            let tree = try XMLReader(.sample).read(document("C", "T", text))
            #expect(
                [tree["Content"], tree["Title"], tree["Remark"], tree["MsgId"]] == ["C", "T", text, "1"], "\(text)")
        }
    }

    @Test(arguments: [
        "]]></Result><Result><![CDATA[", "]]></Result></Info><Info><Result><![CDATA[", "]]></Result></Info></xml>",
        "]]></Result>",
        "]]></Result></Info><Kind>x</Kind><Info><Result><![CDATA[", "]]><![CDATA[",
        "]]></Result><Type>y</Type><Result><![CDATA[b",
    ])
    func aTextInsideAnotherElementIsDeliveredWhole(text: String) throws {
        let document =
            "<xml><Info><Type><![CDATA[t]]></Type><Result><![CDATA[\(text)]]></Result></Info><MsgId>1</MsgId></xml>"
        #expect(outline(document) == .success("xml(Info(Type(t)Result(\(text)))MsgId(1))"))
    }

    @Test func twoTextsMayNotHideAFieldBetweenThem() throws {
        for (first, second) in [
            ("a]]><!--", "--></Content><Event>x</Event><Title><![CDATA[b"),
            ("a]]><?p ", "?></Content><Event>x</Event><Title><![CDATA[b"),
            ("a]]><Content><![CDATA[", "]]></Title></Content><Event>x</Event><Title><![CDATA[b"),
        ] {
            let tree = try XMLReader(.sample).read(document(first, second))
            #expect(tree["Content"] == first && tree["Title"] == second && tree["Event"] == nil)
        }
    }

    @Test func oneOfTwoNeighboursHasTheTagsBetweenThem() throws {
        let between = "]]></Content>\n<Title><![CDATA["
        let tree = try XMLReader(.sample).read(document("a", "b\(between)c"))
        #expect([tree["Content"], tree["Title"]] == ["a\(between)b", "c"])
        #expect([tree["FromUserName"], tree["Remark"], tree["MsgId"]] == ["u", "R", "1"])
    }

    @Test func aTextThatWasSplitByTheRuleReadsAsItWas() {
        #expect(
            outline("<xml><Content><![CDATA[a]]]]><![CDATA[>b]]></Content></xml>") == .success("xml(Content(a]]>b))"))
        #expect(
            outline("<xml><Content><![CDATA[]]]]><![CDATA[>]]]]><![CDATA[>]]></Content></xml>")
                == .success("xml(Content(]]>]]>))"))
    }

    @Test func repetitionsThatMeanThemselvesStay() {
        let list = "<List><item><Title><![CDATA[1]]></Title></item><item><Title><![CDATA[2]]></Title></item></List>"
        #expect(
            outline("<xml><!-- a -->\(list)<a>1</a><a>2</a></xml>")
                == .success("xml(List(item(Title(1))item(Title(2)))a(1)a(2))"))
        #expect(
            outline("<xml>\(list)<Remark><![CDATA[a]]>b]]></Remark></xml>")
                == .success("xml(List(item(Title(1))item(Title(2)))Remark(a]]>b))"))
    }

    @Test func aBrokenEnvelopeIsNotRepaired() {
        for text in ["]]>", "a", "]]></Content>"] {
            #expect(isNotWellFormed(outline(document(text) + "x")))
            #expect(isNotWellFormed(outline(String(document(text).dropLast(6)))))
            #expect(isNotWellFormed(outline(document(text).replacing("<MsgId>", with: "<MsgIdx>"))))
        }
    }

    @Test(arguments: [
        "]]></Content>", "]]>", "<Content><![CDATA[", "<![CDATA[", "]", "]]></Content><Content><![CDATA[", "]]> </a>",
        "<", "</Content>", "&#1;",
        "<Content><![CDATA[]]></Content>", "<a><![CDATA[", "<a><![CDATA[]]></a>", "]]></a><a><![CDATA[", "]]></xml>",
        "<a ' ", "]]></a><b><![CDATA[",
    ])
    func hostileTextsAreQuick(piece: String) {
        let reader = XMLReader(.sample, limits: .with { $0.bytes = 1 << 17 })
        for size in [8_000, 64_000] {
            let text = String(repeating: piece, count: size / piece.utf8.count)
            let documents = [
                text, "<xml>\(text)", document(text), document(text) + "x", "<xml><a><![CDATA[\(text)]]></a></xml>",
                "<xml>\(text)</xml>", "<xml>\(text)<a><![CDATA[]]>x]]></a></xml>",
            ]
            for document in documents {
                let start = threadTime()
                _ = try? reader.read(document)
                #expect(threadTime() - start < 4)  // with a sanitizer; a release build takes a hundredth
            }
        }
    }

    /// The processor time of this thread, which other tests do not lengthen, in seconds.
    private func threadTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
