import Glibc
import Networking

/// The sockets that a server listens on: its own, or its supervisor's.
struct ServerSockets {
    /// For pushes, one for each loop.
    let callback: ListeningSockets
    /// For operators; nil for nowhere.
    let operators: ListeningSockets?
    /// How often a supervisor has started the process again; nil without one.
    var restarts: Int?

    /// Takes over what a supervisor has bound, or binds the addresses.
    static func open(_ configuration: Configuration) throws(StartError) -> ServerSockets {
        guard let inheritance = Inheritance.own else { return try bind(configuration) }
        // For this server only: neither for another one in this process, nor for a process that a handler starts.
        unsetenv(Inheritance.variable)
        let operators = ListeningSockets(inherited: inheritance.operators)
        guard let callback = ListeningSockets(inherited: inheritance.callback),
            operators != nil || inheritance.operators.isEmpty
        else { throw StartError("\(Inheritance.variable) names no listening sockets: unset it") }
        return ServerSockets(callback: callback, operators: operators, restarts: inheritance.restarts)
    }

    /// Binds the addresses, all or none.
    static func bind(_ configuration: Configuration) throws(StartError) -> ServerSockets {
        let count = max(configuration.loops ?? sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1)
        let callback = try listen(configuration.listen, count: count)
        do throws(StartError) {
            let operators = try configuration.admin.map { admin throws(StartError) in try listen(admin, count: 1) }
            return ServerSockets(callback: callback, operators: operators)
        } catch {
            callback.close()
            throw error
        }
    }

    /// Gives them up before a server has taken them.
    func close() {
        callback.close()
        operators?.close()
    }

    private static func listen(_ text: String, count: Int) throws(StartError) -> ListeningSockets {
        guard let address = SocketAddress(text) else { throw StartError("\(text) is not an address to listen on") }
        do {
            return try ListeningSockets(address, count: count)
        } catch {
            throw StartError(error.description)
        }
    }
}
