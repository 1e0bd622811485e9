import Testing
import WeChat

@testable import WeChatServer

struct ReplyBytesTests {
    private static let fields: ReplyFields = [
        "WayBillID": .text("第一"), "Fee": 1200, "Weight": 0.25, "Less": .number(.min),
        "Sender": ["Name": "张三", "Tags": ["a", 1, [], [:]]], "": .text(""),
    ]
    private static let article = Reply.Article(title: "t", description: "", pictureURL: "p", url: "u\u{0}v")

    static let all: [Reply] = [
        .text(""), .text("你好 ]]> \u{1F600}"), .image(mediaID: "i"), .voice(mediaID: "v"),
        .video(mediaID: "m"), .video(mediaID: "m", title: "t", description: ""),
        .music(Reply.Music(thumbMediaID: "m")),
        .music(Reply.Music(thumbMediaID: "m", title: "t", description: "d", url: "u", hqURL: "h")),
        .news([]), .news([article]), .news([article, article, article]),
        .transferToCustomerService(), .transferToCustomerService(account: "a@gh"), .transferToAI,
        .result(code: 0), .result(code: -1, message: "", fields: fields), .custom(type: "widget", fields: fields),
        .custom(type: "", fields: [:]), .success, .empty,
    ]

    @Test(arguments: all) func everyReplyComesBack(_ reply: Reply) {
        #expect(Reply(bytes: reply.bytes) == reply)
    }

    @Test(arguments: all) func nothingShorterOrLongerIsAReply(_ reply: Reply) {
        let bytes = reply.bytes
        for count in 0..<bytes.count { #expect(Reply(bytes: Array(bytes[..<count])) == nil) }
        #expect(Reply(bytes: bytes + [0]) == nil)
    }

    @Test func laterVersionAndUnknownCasesAreRefused() {
        #expect(Reply(bytes: [2] + Reply.success.bytes[1...]) == nil)
        for number in 13...255 as ClosedRange<UInt8> { #expect(Reply(bytes: [1, number]) == nil) }
        #expect(Reply(bytes: [1, 0]) == nil)
    }

    /// What bytes say that a disk has changed is a reply or none, and never a trap.
    @Test(arguments: all) func changedBytesAreReadOrRefused(_ reply: Reply) {
        for index in reply.bytes.indices {
            for change in [0x01, 0x80, 0xFF] as [UInt8] {
                var bytes = reply.bytes
                bytes[index] ^= change
                if let other = Reply(bytes: bytes) { #expect(Reply(bytes: other.bytes) == other) }
            }
        }
    }

    @Test func depthOfFieldsIsBounded() {
        func nested(_ depth: Int) -> Reply {
            .custom(type: "t", fields: ["f": (0..<depth).reduce(.text("")) { value, _ in .list([value]) }])
        }
        #expect(Reply(bytes: nested(400).bytes) == nested(400))
        #expect(Reply(bytes: nested(1_000).bytes) == nil)
    }
}
