import Testing

@testable import wechatd

@Suite struct StringPercentEncodedTests {
    @Test(arguments: [
        ("", ""), ("oK9xD5w_3v-T", "oK9xD5w_3v-T"), ("a b.~&=%\n", "a%20b%2E%7E%26%3D%25%0A"),
        ("你é", "%E4%BD%A0%C3%A9"),
    ])
    func bytesThatAreNotPlainAreEncoded(_ text: String, _ encoded: String) {
        #expect(text.percentEncoded == encoded)
    }
}
