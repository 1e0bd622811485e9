import Glibc

/// What a supervisor tells the process that it starts, in an environment variable.
struct Inheritance: Equatable, CustomStringConvertible {
    /// The supervisor's process.
    var supervisor: pid_t
    /// How often it has started the process again.
    var restarts: Int
    /// The listening sockets for pushes, one for each loop.
    var callback: [Int32]
    /// The operators', if there is one.
    var operators: [Int32]

    static let variable = "WECHATD_SUPERVISED"

    /// What this process was told.
    static var own: Inheritance? {
        getenv(variable).flatMap { Inheritance(String(cString: $0)) }
    }
}

extension Inheritance {
    /// Reads its description. Nil when it is none.
    init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 4, let supervisor = pid_t(parts[0]), let restarts = Int(parts[1]),
            let callback = Self.descriptors(parts[2]), let operators = Self.descriptors(parts[3])
        else { return nil }
        self.init(supervisor: supervisor, restarts: restarts, callback: callback, operators: operators)
    }

    /// `supervisor:restarts:callback,…:operators`.
    var description: String {
        let lists = [callback, operators].map { $0.map(String.init).joined(separator: ",") }
        return "\(supervisor):\(restarts):\(lists[0]):\(lists[1])"
    }

    private static func descriptors(_ text: Substring) -> [Int32]? {
        let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Int32($0) }
        guard !text.isEmpty else { return [] }
        return numbers.contains(nil) ? nil : numbers.compactMap(\.self)
    }
}
