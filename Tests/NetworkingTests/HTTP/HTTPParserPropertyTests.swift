import Glibc
import Testing

@testable import Networking

/// However the bytes of a connection are cut, the requests are the same.
///
/// So many random requests that it takes no time; `REQUESTS` in the environment says another number. `script/test-long
/// requests` takes 100 000 of each sort.
@Suite struct HTTPParserPropertyTests {
    @Test func requestsDoNotDependOnWhereTheyAreCut() {
        for seed in Self.seeds(Self.requests ?? 150) {
            var random = RandomRequest(seed: seed)
            let bytes = random.request()
            let whole = Reading([bytes[...]])
            guard whole.requests.count == 1, whole.error == nil, whole.left == 0 else {
                Issue.record("seed \(seed): \(whole)")
                return
            }
            for cut in bytes.indices where Reading([bytes[..<cut], bytes[cut...]]) != whole {
                Issue.record("seed \(seed), cut at \(cut): \(whole)")
                return
            }
        }
    }

    @Test func requestsDoNotDependOnThePieces() {
        for seed in Self.seeds(Self.requests ?? 2_000) {
            var random = RandomRequest(seed: seed)
            let bytes = random.connection()
            let whole = Reading([bytes[...]])
            guard !whole.requests.isEmpty, whole.error == nil, whole.left == 0,
                Reading(random.pieces(of: bytes)) == whole, Reading(byteByByte: bytes) == whole
            else {
                Issue.record("seed \(seed): \(whole)")
                return
            }
        }
    }

    @Test func damagedRequestsDoNotDependOnThePiecesEither() {
        for seed in Self.seeds(Self.requests ?? 2_000) {
            var random = RandomRequest(seed: seed)
            var bytes = random.connection()
            for _ in 0..<2 {
                let damaged = Int.random(in: bytes.indices, using: &random.random)
                bytes[damaged] = [0, 10, 13, 32, 58, 0x31, 0xFF].randomElement(using: &random.random) ?? 0
            }
            let whole = Reading([bytes[...]])
            guard Reading(random.pieces(of: bytes)) == whole, Reading(byteByByte: bytes) == whole else {
                Issue.record("seed \(seed): \(whole)")
                return
            }
        }
    }

    private static let requests = getenv("REQUESTS").flatMap { Int(String(cString: $0)) }

    /// Different ones each time; a failure names its own.
    private static func seeds(_ count: Int) -> [UInt64] {
        (0..<count).map { _ in .random(in: .min ... .max) }
    }
}
