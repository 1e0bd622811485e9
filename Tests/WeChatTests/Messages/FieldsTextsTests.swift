import Testing

@testable import WeChat

struct FieldsTextsTests {
    @Test func aListOfTextsIsWithoutEmptyOnes() throws {
        let fields = try Push("<id>a</id><id> b </id><one>c</one><id/><none/>").fields
        #expect(fields.texts("id") == ["a", "b"] && fields.texts("one") == ["c"] && fields.texts("ID") == ["a", "b"])
        #expect(fields.texts("none").isEmpty && fields.texts("missing").isEmpty)
    }

    @Test func aFieldMayHoldSeveral() throws {
        let fields = try Push("<shots>a| b|</shots><one>c</one><none/>").fields
        #expect(fields.parts("shots", separator: "|") == ["a", "b"] && fields.parts("one", separator: "|") == ["c"])
        #expect(fields.parts("none", separator: "|").isEmpty && fields.parts("missing", separator: "|").isEmpty)
    }
}
