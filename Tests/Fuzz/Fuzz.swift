import Glibc

/// What is fuzzed: called with each input of libFuzzer's, and stops the process when something that must hold does not.
protocol FuzzTarget {
    func run(_ input: UnsafeRawBufferPointer)
}

/// The target that `FUZZ` names. (libFuzzer has one thread.)
nonisolated(unsafe) private let target: any FuzzTarget = {
    switch getenv("FUZZ").map({ String(cString: $0) }) {
    case "http": HTTPFuzz()
    case "json": JSONFuzz()
    case "xml": XMLFuzz()
    case "push": PushFuzz()
    case "safe": SafeFuzz()
    default: fatalError("FUZZ is http, json, xml, push or safe")
    }
}()

/// What libFuzzer calls.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafeRawPointer?, _ count: Int) -> CInt {
    target.run(UnsafeRawBufferPointer(start: start, count: count))
    return 0
}

/// Stops the process, and libFuzzer keeps the input.
func check(_ condition: Bool, _ what: @autoclosure () -> String) {
    guard condition else { fatalError("does not hold: \(what())") }
}
