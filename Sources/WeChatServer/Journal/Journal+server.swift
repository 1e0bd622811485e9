import Logging
import WeChat

extension Journal {
    /// The journal of a server with so many loops; nil when it has none. What it finds is told to the log. With a `seed` keys
    /// are made as on other instances.
    convenience init?(
        _ configuration: Configuration, loops: Int, seed: HashSeed?, _ logger: Logger
    ) throws(StartError) {
        let wanted = configuration.journal
        guard let directory = wanted.directory, wanted.policy != .off else { return nil }
        var options = Options()
        options.policy = wanted.policy
        options.retention = Retention(
            answers: configuration.pushes.answerTime, bodies: wanted.bodyTime, bytes: wanted.size)
        options.loops = loops
        options.seed = seed
        options.fileSystem = wanted.fileSystem
        options.report = { failure in
            if let failure {
                logger.error("the journal cannot be written, and new pushes are refused: \(failure.reason)")
            } else {
                logger.notice("the journal is written again")
            }
        }
        do throws(JournalError) {
            try self.init(directory, options)
        } catch {
            throw StartError("the journal: \(error.reason)", isTemporary: error.isTemporary)
        }
        guard self.seed.use() else {
            throw StartError("the journal: \(directory) is not the one that this process has begun with")
        }
        if let setAside { logger.error("the journal was damaged: it is now \(setAside), and a new one was made") }
        if caughtSending > 0 {
            logger.warning("nobody knows whether \(caughtSending) late answers were sent when the last process died")
        }
    }
}
