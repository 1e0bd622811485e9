import Glibc

/// What a test has waited for in vain.
package struct TimedOut: Error {
    package var what: String

    package init(what: String) {
        self.what = what
    }
}

/// Waits until `condition` holds. A test that has waited for half a minute has failed.
package func eventually(_ what: String, _ condition: () throws -> Bool) throws {
    let end = time(nil) + 30
    while try !condition() {
        guard time(nil) < end else { throw TimedOut(what: what) }
        usleep(1_000)
    }
}

/// Waits until `value` is there.
package func eventualValue<Value>(_ what: String, _ value: () throws -> Value?) throws -> Value {
    var found: Value?
    try eventually(what) {
        found = try value()
        return found != nil
    }
    guard let found else { throw TimedOut(what: what) }
    return found
}
