import Glibc
import Networking
import TestSupport
import Testing

@testable import WeChatServer

@Suite struct ServerSocketsTests {
    /// In a process of its own, because all servers of a process have the same environment.
    @Test func supervisorsAreTakenOverOnce() async {
        await #expect(processExitsWith: .success) {
            var configuration = Configuration.test
            configuration.loops = 3
            let bound = try ServerSockets.bind(configuration)
            tell(bound.callback.descriptors, bound.operators?.descriptors ?? [])
            configuration.loops = 1
            let sockets = try ServerSockets.open(configuration)
            guard sockets.callback.address == bound.callback.address, sockets.callback.descriptors.count == 3,
                sockets.operators?.address == bound.operators?.address, sockets.restarts == 4
            else { exit(1) }
            let next = try ServerSockets.open(configuration)
            guard next.callback.address != bound.callback.address, next.restarts == nil else { exit(2) }
        }
    }

    @Test func operatorsMayHaveNone() async {
        await #expect(processExitsWith: .success) {
            var configuration = Configuration.test
            configuration.admin = nil
            tell(try ServerSockets.bind(configuration).callback.descriptors, [])
            guard try ServerSockets.open(configuration).operators == nil else { exit(1) }
        }
    }

    @Test func whatDoesNotListenIsRefused() async {
        await #expect(processExitsWith: .success) {
            let bound = try ServerSockets.bind(.test)
            let wrong: [([Int32], [Int32])] = [([], []), ([0], []), ([65_000], []), (bound.callback.descriptors, [0])]
            for (callback, operators) in wrong {
                tell(callback, operators)
                let error = #expect(throws: StartError.self) { try ServerSockets.open(.test) }
                guard error?.description == "WECHATD_SUPERVISED names no listening sockets: unset it" else { exit(1) }
            }
        }
    }
}

private func tell(_ callback: [Int32], _ operators: [Int32]) {
    let inheritance = Inheritance(supervisor: getppid(), restarts: 4, callback: callback, operators: operators)
    setenv(Inheritance.variable, "\(inheritance)", 1)
}
