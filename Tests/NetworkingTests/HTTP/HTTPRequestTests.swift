import Testing

@testable import Networking

@Suite struct HTTPRequestTests {
    static let values: [(StaticString, String?)] = [
        ("host", "a"), ("x-real-ip", "1.2.3.4"), ("empty", ""), ("twice", "one"), ("last", "b: c"), ("real-ip", nil),
        ("x-real-i", nil),
    ]

    @Test(arguments: values)
    func fieldIsFoundByItsName(_ name: StaticString, _ value: String?) {
        let text = "Host: a\r\nX-Real-IP: \t1.2.3.4 \r\nEmpty:\r\nTwice: one\r\nTwice: two\r\nLAST: b: c\r\n"
        Array(text.utf8).withUnsafeBytes { fields in
            let none = UnsafeRawBufferPointer(start: nil, count: 0)
            let request = HTTPRequest(
                method: .get, path: none, query: none, fields: fields, body: none, keepsAlive: true)
            #expect(request.field(name).map { String(decoding: $0, as: UTF8.self) } == value)
        }
    }
}
