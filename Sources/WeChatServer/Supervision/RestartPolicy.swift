/// How long a supervisor waits before it starts a process again, in milliseconds.
///
/// The first time it does not wait, then from 0.1 seconds on twice as long each time, up to five seconds. Ten seconds of
/// running make good for one failure. So a process that fails now and then is back at once, and one that fails as soon as
/// it runs is started some twenty times in the first minute and twelve times in each that follows.
struct RestartPolicy {
    /// What has failed, and was not made good for.
    private var failures = 0

    private static let longestPause = 5_000
    private static let firstPause = 100
    private static let goodRun = 10_000

    /// The pause behind a run that has failed after so long.
    mutating func pause(afterRunOf milliseconds: Int) -> Int {
        failures = max(failures - milliseconds / Self.goodRun, 0) + 1
        guard failures > 1 else { return 0 }
        // No more than the longest pause needs, so that years of failures do not overflow.
        return min(Self.firstPause << min(failures - 2, 16), Self.longestPause)
    }
}
