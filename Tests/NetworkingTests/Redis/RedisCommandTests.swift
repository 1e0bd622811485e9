import Testing

@testable import Networking

@Suite struct RedisCommandTests {
    @Test func commandIsAnArrayOfBulkStrings() {
        let command: RedisCommand = ["SET", .bytes([0, 13, 10, 255]), .number(-12), "你", ""]
        let wanted =
            Array("*5\r\n$3\r\nSET\r\n$4\r\n".utf8) + [0, 13, 10, 255]
            + Array("\r\n$3\r\n-12\r\n$3\r\n你\r\n$0\r\n\r\n".utf8)
        #expect(command.bytes == wanted)
    }
}
