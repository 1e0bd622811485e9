/// A Redis server, and as whom to speak to it.
package struct RedisServer: Sendable, Equatable {
    /// Where it listens.
    package var address: RedisAddress
    /// Of an access list; nil for the password that is everybody's.
    package var user: String?
    package var password: String?
    /// The number of its database.
    package var database = 0
    /// What a server that is to be used must do, as a new connection asks it first. By default that is a sign of life.
    package var probe: RedisCommand = ["PING"]

    package init(_ address: RedisAddress, user: String? = nil, password: String? = nil, database: Int = 0) {
        self.address = address
        self.user = user
        self.password = password
        self.database = database
    }

    /// What a new connection says first. The server must agree to all of it; the probe shows that it answers at all, and
    /// is not still loading.
    var greeting: [RedisCommand] {
        var greeting: [RedisCommand] = []
        if let password {
            greeting.append(RedisCommand([.text("AUTH")] + (user.map { [.text($0)] } ?? []) + [.text(password)]))
        }
        if database != 0 { greeting.append(["SELECT", .number(database)]) }
        greeting.append(probe)
        return greeting
    }
}

/// Neither printed nor dumped with its password.
extension RedisServer: CustomStringConvertible, CustomReflectable {
    package var description: String { "\(address)/\(database)" }

    package var customMirror: Mirror { Mirror(self, children: ["address": address, "database": database]) }
}
