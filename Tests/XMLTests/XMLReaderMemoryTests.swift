import Glibc
import Testing

@testable import XML

/// What a reader keeps between documents.
@Suite(.serialized) struct XMLReaderMemoryTests {
    private var residentPages: Int {
        let file = open("/proc/self/statm", O_RDONLY)
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: 128)
        let count = read(file, &buffer, buffer.count)
        let fields = String(decoding: buffer[..<max(count, 0)], as: UTF8.self).split(separator: " ")
        return fields.count > 1 ? Int(fields[1]) ?? 0 : 0
    }

    @Test func freshNamesByTheHundredThousandDoNotGrowMemory() throws {
        let reader = XMLReader(.sample)
        func readFresh(_ range: Range<Int>) throws {
            for document in range {
                let names = (0..<500).map { "<n\(document)_\($0)/>" }.joined()
                #expect(try reader.read("<xml>\(names)</xml>").count == 501)
            }
        }
        try readFresh(0..<100)
        let before = residentPages
        try readFresh(100..<400)
        #expect(residentPages - before < 2_000)  // 8 MB; the names alone are more
    }

    @Test func longFreshNamesDoNotFillTheDictionaryForGood() throws {
        let reader = XMLReader(.sample)
        let name = String(repeating: "n", count: 30_000)
        for document in 0..<600 {
            #expect(try reader.read("<xml><\(name)\(document)>1</\(name)\(document)></xml>").count == 2)
        }
        #expect(try reader.read("<xml><NeverSeen>1</NeverSeen></xml>")["NeverSeen"] == "1")
    }

    @Test func twoReadersWorkOnTwoThreads() async {
        await withTaskGroup(of: Int.self) { group in
            for worker in 0..<4 {
                group.addTask { @concurrent in
                    let reader = XMLReader(.sample)
                    return (0..<2_000).count { round in
                        let text = "\(worker)-\(round)]]>\u{1}"
                        let tree = try? reader.read("<xml><n\(round)/><Content><![CDATA[\(text)]]></Content></xml>")
                        return tree?["Content"] != "\(worker)-\(round)]]>"
                    }
                }
            }
            for await wrong in group { #expect(wrong == 0) }
        }
    }
}
