/// What happens on a channel.
package enum RedisNews: Sendable, Equatable {
    /// From now on every message comes. What was published before is not known: who has waited for something looks for
    /// it himself, now.
    case began
    case message([UInt8])
    /// The connection has ended, and messages may be missed until it has `began` again.
    case ended
}

/// Listens to channels of Redis, for one loop, on a connection of its own: one that subscribes can do nothing else.
///
/// The connection is made with the first channel and comes back when it ends, with all channels. One on which nothing
/// comes is asked for a sign of life, again and again. Close it before letting it go.
package final class RedisSubscription: @unchecked Sendable {  // used on its loop only
    package typealias Heard = (RedisNews) -> Void

    private struct Channel {
        var heard: Heard
        var hasBegun = false
    }

    private let loop: EventLoop
    private let server: RedisServer
    private let limits: RedisClient.Limits
    /// How often a sign of life is asked for, in milliseconds.
    private let interval: Int
    private var channels: [[UInt8]: Channel] = [:]
    /// How many subscriptions of each channel the server has not confirmed yet: only the last one's is the present one.
    private var unconfirmed: [[UInt8]: Int] = [:]
    private var link: RedisLink?
    private var timer: LoopTimer?
    /// Whether anything has come since a sign of life was asked for.
    private var isAlive = false
    private var isClosed = false

    /// A subscription of the loop, to no channel yet. To be made anywhere. Of the limits the times to connect count.
    package init(
        _ loop: EventLoop, _ server: RedisServer, _ limits: RedisClient.Limits = RedisClient.Limits(),
        interval: Int = 1_000
    ) {
        self.loop = loop
        self.server = server
        self.limits = limits
        self.interval = interval
    }

    /// Listens to a channel; who has listened to it before does no longer. To be called on the loop.
    package func subscribe(_ channel: [UInt8], _ heard: @escaping Heard) {
        loop.checkIsolated()
        guard !isClosed else { return }
        channels[channel] = Channel(heard: heard)
        let link = link ?? makeLink()
        if case .up = link.state.phase { begin([channel]) } else { link.want() }
    }

    /// Does not listen to a channel any more. To be called on the loop.
    package func unsubscribe(_ channel: [UInt8]) {
        loop.checkIsolated()
        guard channels.removeValue(forKey: channel) != nil, let link, case .up = link.state.phase else { return }
        link.send((["UNSUBSCRIBE", .bytes(channel)] as RedisCommand).bytes)
    }

    /// Ends the connection and forgets all channels; nobody is told. To be called on the loop.
    package func close() {
        loop.checkIsolated()
        isClosed = true
        channels = [:]
        link?.close()
        link = nil
        timer = nil
    }

    private func makeLink() -> RedisLink {
        let link = RedisLink(loop, server, limits, self)
        self.link = link
        timer = LoopTimer(loop) { [unowned self] in lookForLife() }
        return link
    }

    private func begin(_ names: [[UInt8]]) {
        for name in names { unconfirmed[name, default: 0] += 1 }
        link?.send(RedisCommand(["SUBSCRIBE"] + names.map { .bytes($0) }).bytes)
    }

    private func lookForLife() {
        guard let link, case .up = link.state.phase else { return }
        // Perhaps it was not the server that was late, but this loop.
        if !isAlive { link.receive() }
        guard case .up = link.state.phase else { return }
        guard isAlive else { return link.end(.stalled) }
        askForLife()
    }

    private func askForLife() {
        isAlive = false
        link?.send((["PING"] as RedisCommand).bytes)
        timer?.schedule(after: interval)
    }

    private func confirm(_ name: [UInt8]) {
        guard let count = unconfirmed[name] else { return }
        unconfirmed[name] = count > 1 ? count - 1 : nil
        guard count == 1, channels[name] != nil else { return }
        channels[name]?.hasBegun = true
        channels[name]?.heard(.began)
    }
}

extension RedisSubscription: RedisLinkOwner {
    func linkOpened() {
        askForLife()
        if !channels.isEmpty { begin(Array(channels.keys)) }
    }

    func linkReceived(_ value: RedisValue) {
        isAlive = true
        switch value {
        case .array(let parts):
            guard parts.count == 3, case .bytes(let kind) = parts[0], case .bytes(let name) = parts[1] else { return }
            if kind.elementsEqual("subscribe".utf8) {
                confirm(name)
            } else if kind.elementsEqual("message".utf8), case .bytes(let message) = parts[2] {
                channels[name]?.heard(.message(message))
            }
        case .error(let words): link?.end(.refused(words))
        case .status, .nil, .integer, .bytes: break
        }
    }

    func linkEnded(_ fault: RedisFault, unsent: Int) {
        timer?.cancel()
        unconfirmed = [:]
        let begun = channels.filter(\.value.hasBegun)
        for name in begun.keys { channels[name]?.hasBegun = false }
        for channel in begun.values { channel.heard(.ended) }
    }
}
