import Foundation
import TestSupport
import Testing

@Suite struct CheckTests {
    @Test func rightConfigurationIsSaidToBeSo() throws {
        try withTemporaryDirectory { directory in
            let file = directory + "/a.yaml"
            let text =
                "accounts: [{path: /a, app_id: wx1, token: abc}, {path: /b, app_id: wx2, name: second, token: abc}]"
            try text.write(toFile: file, atomically: true, encoding: .utf8)
            let check = try Command("check", "--config", file)
            #expect(try check.status() == 0)
            #expect(check.output == "\(file): right; wx1 at /a, second at /b\n")
            #expect(
                check.error == """
                    warning: account wx1: a token of 3 characters can be guessed; use 32
                    warning: account second: a token of 3 characters can be guessed; use 32

                    """)
        }
    }

    @Test func everyMistakeIsSaid() throws {
        try withTemporaryDirectory { directory in
            let file = directory + "/a.yaml"
            let text = "loops: 0\nlisen: a\naccounts: [{path: /a, app_id: wx1, token: a secret token}]"
            try text.write(toFile: file, atomically: true, encoding: .utf8)
            let check = try Command("check", "--config", file)
            #expect(try check.status() == 78)
            #expect(check.output.isEmpty)
            #expect(
                check.error == """
                    \(file):1:8: loops: expected auto or a whole number from 1 to 256, found "0"
                    \(file):2:1: lisen: expected a known key, found "lisen"; did you mean "listen"?
                    \(file):3:43: accounts[0].token: expected the Token, 3 to 32 letters and digits, or two: the present \
                    and the previous, found a text of 14 characters that is not shown

                    """)
        }
    }
}
