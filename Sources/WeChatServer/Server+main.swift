import Glibc
import Logging
public import WeChat

extension Server {
    /// A whole program: reads the configuration and serves until SIGTERM or SIGINT.
    ///
    /// It ends the process: with 0 after a stop, with 78 and every mistake of the configuration on standard error, and
    /// with 69 when an address or the journal is not to be had, or 75 when that may pass. When it is supervised, the
    /// server runs in a child process, and again when it fails: see `supervise`.
    public static func main(
        configuration file: String, handlers: HandlerRegistry, isSupervised: Bool = false
    ) -> Never {
        do {
            let configuration = try Configuration(file: file)
            if isSupervised { try supervise(configuration) }
            let server = try Server(configuration: configuration, handlers: handlers)
            for warning in configuration.warnings { server.logger.warning("\(warning)") }
            server.run()
            exit(0)
        } catch {
            var line = "\(error)\n"
            line.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
            exit(error is ConfigurationError ? 78 : (error as? StartError)?.isTemporary == true ? 75 : 69)
        }
    }
}
