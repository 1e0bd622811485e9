import Testing

@testable import Networking

@Suite struct SocketAddressTests {
    @Test(arguments: [
        ("127.0.0.1:8080", "127.0.0.1:8080"), ("0.0.0.0:0", "0.0.0.0:0"), ("*:80", "0.0.0.0:80"), (":80", "0.0.0.0:80"),
        ("localhost:1", "127.0.0.1:1"), ("[::1]:65535", "[::1]:65535"), ("[::]:80", "[::]:80"),
        ("unix:/run/wechatd.sock", "unix:/run/wechatd.sock"),
    ])
    func addressIsRead(_ text: String, _ address: String) {
        #expect(SocketAddress(text)?.description == address)
    }

    @Test(arguments: [
        "", ":", "80", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:+1", "127.0.0.1: 1",
        "127.0.0.1:1x", "127.0.0:80", "256.0.0.1:80", "a.example:80", "::1:80", "[::1]", "[::g]:80", "[]:80",
        "unix:", "unix:relative", "unix:/\(RefusedRequest.text(107))",
    ])
    func otherTextIsNoAddress(_ text: String) {
        #expect(SocketAddress(text) == nil)
    }
}
