import Foundation
import TestSupport

@testable import WeChatServer

/// A configuration as text, for the reader.
enum ConfigurationText {
    /// An account that nothing is wrong with.
    static let account = """
        accounts:
          - path: /wechat
            app_id: wx1
            name: shop
            token: abcdefghijklmnop1234

        """

    /// What the reader makes of the text.
    static func read(_ text: String, _ environment: [String: String] = [:]) throws -> Configuration {
        try read(bytes: Array(text.utf8), environment)
    }

    static func read(bytes: [UInt8], _ environment: [String: String] = [:]) throws -> Configuration {
        try withTemporaryDirectory { directory in
            let file = directory + "/wechatd.yaml"
            try Data(bytes).write(to: URL(fileURLWithPath: file))
            do {
                return try Configuration(file: file, environment: environment)
            } catch let error as ConfigurationError {
                // The name of the file differs from test to test.
                let problems = error.problems.map { problem in
                    var problem = problem
                    if problem.file == file { problem.file = "f" }
                    return problem
                }
                throw ConfigurationError(problems: problems)
            }
        }
    }

    /// The mistakes that the reader finds, as it says them.
    static func mistakes(_ text: String, _ environment: [String: String] = [:]) throws -> [String] {
        do {
            _ = try read(text, environment)
            return []
        } catch let error as ConfigurationError {
            return error.description.split(separator: "\n").map(String.init)
        }
    }

    /// The path of a file of the project.
    static func path(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../\(name)").standardized.path
    }
}
