import Bytes
import Glibc
import Testing

@Suite struct ArrayFileTests {
    @Test func fileIsReadWhole() throws {
        let contents = try #require([UInt8](contentsOf: #filePath))
        #expect(String(decoding: contents, as: UTF8.self).hasPrefix("import Bytes\n"))
        #expect(String(decoding: contents, as: UTF8.self).hasSuffix("\n}\n"))
        #expect([UInt8](contentsOf: "/dev/null") == [])
    }

    @Test func descriptorIsReadToItsEnd() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        // More than is read at once, and less than a pipe holds.
        let sent = (0..<40_000).map { UInt8(truncatingIfNeeded: $0) }
        #expect(write(ends[1], sent, sent.count) == sent.count)
        close(ends[1])
        #expect([UInt8](readingFrom: ends[0]) == sent)
        close(ends[0])
        #expect([UInt8](readingFrom: -1) == nil)
    }

    @Test(arguments: ["", "/", "/none"])
    func whatIsNoReadableFileIsNil(_ path: String) {
        #expect([UInt8](contentsOf: path) == nil)
    }
}
