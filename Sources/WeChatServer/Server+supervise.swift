import Glibc
import Logging
import Networking

extension Server {
    /// Has this process watch over the server, which runs in a child process, and start it again when it fails.
    ///
    /// It returns in the child only, which runs the same program with the same arguments: call it where nothing has been
    /// done yet that must not be done twice, and go on with a server. The addresses are bound once, here: while the child
    /// starts, connections wait and none is refused. The first process ends as the child does, after SIGTERM or SIGINT,
    /// or when the child has ended with 0, 69 or 78. Throws a `StartError` when an address is not to be had.
    public static func supervise(_ configuration: Configuration) throws(StartError) {
        if let inheritance = Inheritance.own {
            guard ParentProcess.killsThisAtItsEnd(inheritance.supervisor) else {
                throw StartError("the supervisor has ended")
            }
            ChildProcess.takeName()
            return
        }
        // What cannot be read would be read first by the child.
        unsetenv(Inheritance.variable)
        // From here on the log is written, and whoever reads it may go.
        signal(SIGPIPE, SIG_IGN)
        let sockets = try ServerSockets.bind(configuration)
        var supervisor = Supervisor(sockets, Logger(configuration.log, LogSink()))
        exit(supervisor.run())
    }
}
