import CLibevent
import Glibc

extension HTTPExchange {
    /// Breaks the connection in place of an answer: the client is told that it was reset. To be called on the loop.
    package func reset() {
        loop.checkIsolated()
        guard isOpen else { return }
        // To close without waiting for what was sent is what makes a reset of it.
        var atOnce = linger(l_onoff: 1, l_linger: 0)
        setsockopt(connection.descriptor, SOL_SOCKET, SO_LINGER, &atOnce, socklen_t(MemoryLayout<linger>.size))
        connection.close()
    }
}
