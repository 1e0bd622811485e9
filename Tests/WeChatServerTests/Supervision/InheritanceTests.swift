import Testing

@testable import WeChatServer

@Suite struct InheritanceTests {
    @Test(arguments: [
        Inheritance(supervisor: 1, restarts: 0, callback: [3], operators: []),
        Inheritance(supervisor: 4_194_304, restarts: 17, callback: [3, 4, 5], operators: [6]),
    ])
    func whatIsToldIsRead(_ inheritance: Inheritance) {
        #expect(Inheritance("\(inheritance)") == inheritance)
    }

    @Test func itIsOneWord() {
        #expect("\(Inheritance(supervisor: 7, restarts: 2, callback: [3, 4], operators: [5]))" == "7:2:3,4:5")
    }

    @Test(arguments: ["", "7", "7:2:3,4", "7:2:3,4:5:6", "a:2:3:4", "7::3:4", "7:2:3,:4", "7:2:3:x", "7:2:3:4 "])
    func anythingElseIsNot(_ text: String) {
        #expect(Inheritance(text) == nil)
    }
}
