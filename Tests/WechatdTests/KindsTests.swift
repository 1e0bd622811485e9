import Foundation
import Testing
import WeChat

@testable import wechatd

@Suite struct KindsTests {
    @Test func everyKindHasALine() throws {
        let kinds = try Command("kinds")
        #expect(try kinds.status() == 0)
        let lines = kinds.output.split(separator: "\n")
        #expect(lines.count { $0.hasPrefix("  ") } == PushCatalogue.entries.count)
        #expect(lines.filter { !$0.hasPrefix("  ") }.map(String.init) == PushCatalogue.groups.map(\.title))
        for entry in PushCatalogue.entries {
            #expect(lines.contains { $0.hasPrefix("  \(entry.kind.name) ") && $0.hasSuffix("  \(entry.type)") })
        }
    }

    @Test func columnsAreAligned() throws {
        let kinds = try Command("kinds")
        #expect(try kinds.status() == 0)
        let rows = kinds.output.split(separator: "\n").filter { $0.hasPrefix("  ") }
        let starts = Set(
            rows.map { row in
                row.ranges(of: /\S(?: ?\S)*/).map { row.distance(from: row.startIndex, to: $0.lowerBound) }
            })
        #expect(starts.count == 1)
        #expect(starts.first?.count == 4)
    }

    @Test func machinesGetJSON() throws {
        let kinds = try Command("kinds", "--json")
        #expect(try kinds.status() == 0)
        let list = try #require(
            try JSONDecoder().decode([String: [[String: String]]].self, from: Data(kinds.output.utf8))["kinds"])
        #expect(list.count == PushCatalogue.entries.count)
        #expect(
            list.contains([
                "group": "Following and scanning", "kind": "LOCATION", "category": "event", "reply": "success",
                "type": "LocationReport",
            ]))
    }
}
