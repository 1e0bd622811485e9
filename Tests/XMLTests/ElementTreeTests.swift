import Testing

@testable import XML

struct ElementTreeTests {
    private let tree: ElementTree

    init() throws {
        tree = try XMLReader(.sample).read(
            "<xml><A>1</A><b><A>2</A><c/></b><A>3</A><a>4</a><Long_Name_Here>5</Long_Name_Here></xml>")
    }

    @Test func childrenAreFoundInTheirOwnParentOnly() throws {
        let first = try #require(tree.child(of: 0, "A"))
        #expect(tree.text(of: first) == "1")
        let next = try #require(tree.child(of: 0, "A", from: tree.end(of: first)))
        #expect(tree.text(of: next) == "3")
        #expect(tree.child(of: 0, "A", from: tree.end(of: next)) == nil)
        let parent = try #require(tree.child(of: 0, "b"))
        #expect(tree.child(of: parent, "A").map { tree.text(of: $0) } == "2")
        #expect(tree.child(of: first, "A") == nil)
        #expect(tree.child(of: 0, "c") == nil)
    }

    @Test func theCaseOfLettersCanBeIgnored() {
        #expect(tree.child(of: 0, ignoringCase: "B") == tree.child(of: 0, "b"))
        #expect(tree.child(of: 0, ignoringCase: "a") == tree.child(of: 0, "A"))
        #expect(tree.child(of: 0, ignoringCase: "long_name_HERE").map { tree.text(of: $0) } == "5")
        #expect(tree.child(of: 0, ignoringCase: "long\u{7F}name\u{7F}here") == nil)
        #expect(tree.child(of: 0, ignoringCase: "aa") == nil)
    }

    @Test func repeatedNamesAreToldOnce() throws {
        #expect(tree.repeatedNames(in: 0) == ["A"])
        #expect(tree.repeatedNames(in: try #require(tree.child(of: 0, "b"))).isEmpty)
        let more = try XMLReader(.sample).read("<xml><a/><b/><a/><b/><a/></xml>")
        #expect(more.repeatedNames(in: 0) == ["a", "b"])
    }
}
