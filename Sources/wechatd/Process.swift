import Glibc

/// Prints a line on standard error.
func printError(_ text: String) {
    write(text, to: STDERR_FILENO)
}

/// Prints a line on standard output at once, also into a pipe.
func printLine(_ text: String) {
    write(text, to: STDOUT_FILENO)
}

private func write(_ text: String, to descriptor: Int32) {
    var line = text + "\n"
    line.withUTF8 { _ = Glibc.write(descriptor, $0.baseAddress, $0.count) }
}

/// Makes sure that descriptors 0, 1 and 2 are open: a socket that got one of their numbers would be logged into.
func openStandardDescriptors() {
    while true {
        let descriptor = open("/dev/null", O_RDWR)
        guard (0...2).contains(descriptor) else {
            close(descriptor)
            return
        }
    }
}

extension String {
    /// The text as one word of a shell's command line.
    var quotedForShell: String {
        let isPlain = !isEmpty && utf8.allSatisfy { Self.plain.contains($0) }
        return isPlain ? self : "'\(replacing("'", with: "'\\''"))'"
    }

    private static let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:,@%+=".utf8)
}

/// Keeps tokens and users' texts out of core files.
func forbidCoreDumps() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
}

/// Takes all the descriptors that the system allows: the usual soft limit is below the connections that are served.
func raiseDescriptorLimit() {
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    var limit = rlimit()
    guard getrlimit(resource, &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    setrlimit(resource, &limit)
}
