import Glibc

/// A moment on the clock that no administrator can move, in nanoseconds. Deadlines and durations use it.
package struct MonotonicTime: Comparable, Sendable {
    /// Nanoseconds since some moment in the past.
    package var nanoseconds: UInt64

    /// A moment that never comes.
    package static let never = MonotonicTime(nanoseconds: .max)

    package init(nanoseconds: UInt64) {
        self.nanoseconds = nanoseconds
    }

    /// The present moment.
    package static func now() -> MonotonicTime {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return MonotonicTime(nanoseconds: UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec))
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    package static func + (time: Self, milliseconds: Int) -> Self {
        MonotonicTime(nanoseconds: time.nanoseconds &+ UInt64(milliseconds) &* 1_000_000)
    }

    /// How many milliseconds there are until a moment, the begun one included; 0 when it has passed.
    package func milliseconds(until later: Self) -> Int {
        later <= self ? 0 : Int((later.nanoseconds - nanoseconds + 999_999) / 1_000_000)
    }
}
