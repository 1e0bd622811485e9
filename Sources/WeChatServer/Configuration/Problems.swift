/// The mistakes found so far in a file.
final class Problems {
    let file: String
    private(set) var all: [ConfigurationError.Problem] = []

    init(file: String) {
        self.file = file
    }

    /// The mistakes in the order of the file; those of the environment, which have no line, come last.
    var inOrder: [ConfigurationError.Problem] {
        func place(_ problem: ConfigurationError.Problem) -> (Int, Int) {
            (problem.line == 0 ? .max : problem.line, problem.column)
        }
        return all.enumerated().sorted { left, right in
            let (before, after) = (place(left.element), place(right.element))
            return before == after ? left.offset < right.offset : before < after
        }.map(\.element)
    }

    /// Notes what is wrong with a variable of the environment.
    func add(variable: String, _ message: String) {
        all.append(.init(file: "environment", line: 0, column: 0, message: "\(variable): \(message)"))
    }

    /// Notes what is wrong in the file; without a mark, with all of it.
    func add(_ mark: YAMLNode.Mark?, _ message: String) {
        all.append(.init(file: file, line: mark?.line ?? 0, column: mark?.column ?? 0, message: message))
    }
}
