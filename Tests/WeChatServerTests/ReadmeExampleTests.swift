import Foundation
import Testing

@Suite struct ReadmeExampleTests {
    /// The lines between two others, without the blanks around them.
    private func lines(_ file: String, from start: String, to end: String) throws -> [String] {
        let text = try String(contentsOfFile: ConfigurationText.path(file), encoding: .utf8)
        let lines = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        let rest = lines.drop { $0 != start }.dropFirst()
        return rest.prefix { $0 != end }.filter { !$0.isEmpty }
    }

    @Test func exampleOfTheReadmeIsTheOneThatIsCompiled() throws {
        let shown = try lines("README.md", from: "```swift", to: "```")
        let compiled = try lines(
            "Tests/WeChatServerTests/ReadmeExample.swift", from: "// The example begins.", to: "// The example ends.")
        #expect(shown == ["import WeChat", "import WeChatServer"] + compiled)
        #expect(compiled.count > 5)
    }

    @Test func slowExampleIsCompiledAsWell() throws {
        let compiled = try lines(
            "Tests/WeChatServerTests/ReadmeExample.swift", from: "// The slow example begins.",
            to: "// The slow example ends.")
        let readme = try lines("README.md", from: "## Late answers", to: "## Configuration")
        let shown = readme.drop { $0 != "```swift" }.dropFirst().prefix { $0 != "```" }
        #expect(Array(shown) == compiled && compiled.count == 3)
    }
}
