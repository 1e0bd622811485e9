import Networking

/// What instances share, as one loop has it. To be made and used on the client's loop.
final class SharedStores: @unchecked Sendable {  // used on its loop only
    let claims: PushClaims
    let mailbox: SharedMailbox
    let forgetting: SharedForgetting
    private let name: InstanceName
    private let counts: SharedCounts
    private let watch: RedisWatch?
    private let client: RedisClient
    private let subscription: RedisSubscription
    /// Called when there is no connection any more, behind `claims`.
    var disconnected: (() -> Void)?

    /// `instance` is a name that no other instance has. `watch` is all loops'.
    init(
        _ client: RedisClient, _ server: RedisServer, instance: String, _ limits: ClaimLimits, _ counts: SharedCounts,
        _ watch: RedisWatch? = nil
    ) {
        self.client = client
        self.counts = counts
        self.watch = watch
        subscription = RedisSubscription(client.loop, server)
        mailbox = SharedMailbox(client, kept: limits.kept)
        claims = PushClaims(client, subscription, instance: instance, limits, counts)
        forgetting = SharedForgetting(client, instance: instance, absence: limits.absence, interval: limits.beat)
        name = InstanceName(client, instance, interval: limits.beat)
        client.changed = { [unowned self] health in
            watch?.note(self.client)
            guard health == .up else {
                claims.disconnected()
                return disconnected?() ?? ()
            }
            claims.connected()
            forgetting.connected()
        }
    }

    /// Says of the instance's name when another server has it as well. On one loop of an instance.
    func watchName() {
        name.watch { [counts, watch] isTaken in
            counts.noteName(isTaken: isTaken)
            watch?.noteName(isTaken: isTaken)
        }
    }

    /// Whether commands fail at once, or pushes wait that could not be claimed.
    var isAway: Bool {
        switch client.snapshot.health {
        case .sick, .down: true
        case .idle, .up: .now() < claims.trust.askable
        }
    }

    /// Ends the connections. What Redis does not know yet, it is not told.
    func close() {
        client.changed = nil
        disconnected = nil
        claims.close()
        forgetting.close()
        name.close()
        subscription.close()
        client.close()
    }
}
