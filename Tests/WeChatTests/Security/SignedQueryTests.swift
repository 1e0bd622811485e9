import Testing

@testable import WeChat

struct SignedQueryTests {
    /// The parameters in their order, `-` for one that is missing.
    private func read(_ query: String) -> Result<[String], Refusal> {
        query.withBytes { bytes in
            Result { () throws(Refusal) in
                let query = try SignedQuery(bytes)
                return [query.signature, query.timestamp, query.nonce, query.echostr, query.encryptType].map {
                    $0.map { String(decoding: $0, as: UTF8.self) } ?? "-"
                }
            }
        }
    }

    @Test(arguments: [
        ("", "- - - - -"), ("signature=a&timestamp=b&nonce=c&echostr=d&encrypt_type=e", "a b c d e"),
        ("nonce=c&openid=o%20x&timestamp=b&signature=a", "a b c - -"), ("&&nonce=c&&", "- - c - -"),
        ("nonce", "- -  - -"),
        ("nonce=", "- -  - -"), ("nonce=a=b", "- - a=b - -"), ("Nonce=a&NONCE=b&nonce_=c&xnonce=d", "- - - - -"),
        ("=x&a", "- - - - -"), ("msg_signature=x&signature=y", "y - - - -"), ("a=[1]&b=%5B", "- - - - -"),
        ("openid=1&openid=2", "- - - - -"),
    ])
    func parametersAreReadAsTheyStand(query: String, expected: String) {
        #expect(read(query).map { $0.joined(separator: " ") } == .success(expected))
    }

    @Test(arguments: ["signature", "timestamp", "nonce", "echostr", "encrypt_type"])
    func aParameterThatComesTwiceIsRefused(name: String) {
        for query in ["\(name)=1&\(name)=2", "\(name)=1&\(name)=1", "\(name)&\(name)", "\(name)=1&x=2&\(name)="] {
            guard case .failure(.repeatedParameter(let repeated)) = read(query) else {
                Issue.record("\(query) was taken")
                continue
            }
            #expect("\(repeated)" == name)
        }
    }

    @Test(arguments: [
        "nonce[]=1", "nonce[0]=1", "nonce%5B%5D=1", "%6eonce=1", "nonce=1&nonc%65=2", "signature[a]=1", "x[]=1",
        "%00=1",
    ])
    func aNameInAnotherSpellingIsRefused(query: String) {
        #expect(read(query) == .failure(.malformedParameter("name")))
    }
}
