import Bytes
import Testing

@testable import Networking

@Suite struct HTTPDateTests {
    @Test(arguments: [
        (0, "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n"),
        (784_111_777, "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"),
        (1_709_251_199, "Date: Thu, 29 Feb 2024 23:59:59 GMT\r\n"),
    ])
    func lineIsThatOfTheSecond(_ second: Int, _ line: String) {
        var date = HTTPDate()
        var output = ByteBuffer()
        date.update(to: 1)
        date.update(to: second)
        date.write(to: &output)
        #expect(String(decoding: output.bytes, as: UTF8.self) == line)
    }
}
