import Foundation
import TestSupport
import Testing

@Suite struct HealthTests {
    @Test func runningServerIsHealthy() throws {
        try ServeProcess.with { server in
            let health = try Command(
                "health", "--config", server.configuration, environment: ["WECHATD_ADMIN": server.admin])
            #expect(try health.status() == 0, "\(health.error)")
            #expect(health.output == "ok\n")
        }
    }

    /// It is not restarted for what it cannot help.
    @Test func whatIsNotWellIsSaid() throws {
        try ServeProcess.with(environment: ["WECHATD_REDIS": "unix:/nonexistent/socket"]) { server in
            try eventually("a complaint") {
                let health = try Command(
                    "health", "--config", server.configuration, environment: ["WECHATD_ADMIN": server.admin])
                return try health.status() == 0
                    && health.output == "ok, but redis: unreachable, No such file or directory\n"
            }
        }
    }

    @Test(arguments: ["*:", ":", "0.0.0.0:", "localhost:"])
    func anyAddressOfThisMachineIsAsked(_ host: String) throws {
        try ServeProcess.with { server in
            let port = server.admin.split(separator: ":")[1]
            let health = try Command(
                "health", "--config", server.configuration, environment: ["WECHATD_ADMIN": host + port])
            #expect(try health.status() == 0, "\(health.error)")
        }
    }

    @Test func nobodyIsNotHealthy() throws {
        let address = try ServeProcess.with { $0.admin }
        try ServeProcess.with { server in
            let health = try Command(
                "health", "--config", server.configuration, environment: ["WECHATD_ADMIN": address])
            #expect(try health.status() == 69)
            #expect(health.error.hasPrefix("\(address): "))
            let off = try Command("health", "--config", server.configuration, environment: ["WECHATD_ADMIN": "off"])
            #expect(try off.status() == 78)
        }
    }
}
