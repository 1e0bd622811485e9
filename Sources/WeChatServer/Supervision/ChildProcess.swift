import Glibc

/// This program, run once more by a supervisor.
enum ChildProcess {
    /// Starts it with the same arguments, in the same environment and with the sockets.
    static func start(_ inheritance: Inheritance, mask: sigset_t) throws(StartError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for socket in inheritance.callback + inheritance.operators {
            // Onto itself: so it stays open in the child, and there only.
            posix_spawn_file_actions_adddup2(&actions, socket, socket)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var mask = mask
        posix_spawnattr_setsigmask(&attributes, &mask)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let told = strdup("\(Inheritance.variable)=\(inheritance)")
        defer { free(told) }
        var process: pid_t = 0
        // Not by its name, behind which a new version may lie by now.
        let status = posix_spawn(
            &process, "/proc/self/exe", &actions, &attributes, CommandLine.unsafeArgv, environment(with: told))
        guard status == 0 else { throw StartError("cannot start a process: \(String(cString: strerror(status)))") }
        return process
    }

    /// Gives this process the name that it has been called by: the kernel would call it `exe`.
    static func takeName() {
        let name = CommandLine.arguments.first?.split(separator: "/").last.map(String.init) ?? ""
        let file = open("/proc/self/comm", O_WRONLY | O_CLOEXEC)
        _ = write(file, name, name.utf8.count)
        close(file)
    }

    /// This process's own, with one more variable, and the null pointer at the end.
    private static func environment(with more: UnsafeMutablePointer<CChar>?) -> [UnsafeMutablePointer<CChar>?] {
        var variables: [UnsafeMutablePointer<CChar>?] = [more]
        var next = environ
        while let variable = next.pointee {
            variables.append(variable)
            next += 1
        }
        return variables + [nil]
    }
}
