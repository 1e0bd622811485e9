import Testing

@testable import XML

struct MarkupGuardTests {
    @Test func oneByteOrderMarkIsTaken() {
        #expect(outline("\u{FEFF}<xml><a>1</a></xml>") == .success("xml(a(1))"))
        #expect(outline("\u{FEFF}<?xml version=\"1.0\"?><xml><a>1</a></xml>") == .success("xml(a(1))"))
        #expect(isNotWellFormed(outline("\u{FEFF}\u{FEFF}<xml><a>1</a></xml>")))
        #expect(outline("\u{FEFF}") == .failure(.empty))
    }

    @Test(arguments: [
        #"<?xml version="1.0"?>"#, #"<?xml version="1.0" encoding="UTF-8"?>"#,
        #"<?xml version='1.0' encoding='utf-8'?>"#,
        "<?xml version=\"1.0\"\n encoding \n=\r\n \"Utf-8\" standalone=\"yes\" ?>\n", "",
    ])
    func aDeclarationOfUTF8IsTaken(declaration: String) {
        #expect(outline("\(declaration)<xml><a>好</a></xml>") == .success("xml(a(好))"))
    }

    @Test(arguments: [
        "gbk", "GB18030", "UTF-16", "UTF-7", "ISO-8859-1", "US-ASCII", "UCS-4", "EBCDIC-CP-US", "utf-8x", "utf-81", "",
    ])
    func aForeignEncodingIsRefused(encoding: String) {
        for quote in ["\"", "'"] {
            let declaration = "<?xml version=\"1.0\" encoding=\(quote)\(encoding)\(quote)?>"
            #expect(outline("\(declaration)<xml><a>1</a></xml>") == .failure(.foreignEncoding))
            #expect(outline("\u{FEFF}\(declaration)<xml><a>1</a></xml>") == .failure(.foreignEncoding))
        }
    }

    @Test func aDeclarationInTheMiddleIsRefused() {
        #expect(isNotWellFormed(outline(" <?xml version=\"1.0\" encoding=\"gbk\"?><xml><a>1</a></xml>")))
    }

    @Test func upTo32AttributesAreTaken() {
        func document(_ count: Int) -> String {
            "<xml><a \((0..<count).map { "a\($0)='='" }.joined(separator: " "))>1</a></xml>"
        }
        #expect(outline(document(32)) == .success("xml(a(1))"))
        #expect(outline(document(33)) == .failure(.tooManyAttributes))
    }

    @Test func equalsSignsInTextsAreNoAttributes() {
        let text = String(repeating: "a=1&b=2 ", count: 100)
        #expect(outline("<xml><Url><![CDATA[\(text)]]></Url></xml>") == .success("xml(Url(\(text)))"))
        let plain = String(repeating: "a=1 ", count: 100)
        #expect(
            outline("<xml><!-- '\(plain)' --><?a \(plain)?><Url>\(plain)</Url></xml>") == .success("xml(Url(\(plain)))")
        )
    }

    @Test(arguments: ["<a ", "<a x='>' ", "<a x=\">\" ", "<!-- ' --><a ", "<?x '?><a ", "<b><![CDATA[']]></b><a "])
    func attributesByTheThousandAreRefusedAtOnce(start: String) {
        var document = "<xml>\(start)"
        for index in 0..<10_000 where document.utf8.count < 65_000 { document += "a\(index)='' " }
        let clock = ContinuousClock()
        let reader = XMLReader(.sample)
        let time = clock.measure {
            #expect(throws: DocumentError.tooManyAttributes) { try reader.read(document + "/></xml>") }
        }
        #expect(time < .milliseconds(500))
    }
}
