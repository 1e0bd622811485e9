import Testing

@testable import XML

/// What a reader keeps between documents.
@Suite(.serialized) struct XMLReaderMemoryTests {
    @Test func freshNamesByTheHundredThousandAreForgotten() throws {
        let reader = XMLReader(.sample)
        var largest = 0
        for document in 0..<200 {
            let names = (0..<500).map { "<element_with_a_long_name_\(document)_\($0)/>" }.joined()
            #expect(try reader.read("<xml>\(names)</xml>").count == 501)
            largest = max(largest, reader.dictionarySize)
        }
        // libxml2 takes memory in growing pieces. All the names together are three and a half megabytes.
        #expect(largest < 2 * XMLReader.dictionaryLimit)
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
