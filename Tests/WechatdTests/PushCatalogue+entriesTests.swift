import Testing
import WeChat

@testable import wechatd

@Suite struct PushCatalogueEntriesTests {
    @Test(arguments: [
        ("text", Kind.message("text")), ("TEXT", .message("text")), ("location", .message("location")),
        ("LOCATION", .event("LOCATION")), ("Location", .message("location")), ("click", .event("CLICK")),
        ("view_miniprogram", .event("view_miniprogram")),
    ])
    func caseIsMindedFirst(_ name: String, _ kind: Kind) {
        let entry = PushCatalogue.entry(named: name)
        #expect(entry?.kind == kind)
        #expect(entry?.type.kinds.contains(kind) == true)
    }

    @Test func nothingElseIsAKind() {
        #expect(PushCatalogue.entry(named: "texts") == nil)
        #expect(PushCatalogue.entry(named: "") == nil)
    }

    @Test func everyKindIsFoundByItsName() {
        for entry in PushCatalogue.entries {
            #expect(PushCatalogue.entry(named: entry.kind.name)?.kind.name == entry.kind.name)
        }
    }

    @Test func everyExampleIsRead() throws {
        for entry in PushCatalogue.entries where !entry.type.example.isEmpty {
            let example = "<xml>\(entry.type.example)</xml>"
            #expect(throws: Never.self, "\(entry.type)") { try Fields(document: Array(example.utf8)) }
        }
    }
}
