import Networking
import WeChat

/// What instances tell each other. Nothing depends on it but time: what is not heard is looked up.
extension PushClaims {
    /// Has deliveries on other instances get an answer before the push has ended, which is this instance's.
    func promise(_ key: PushKey, _ answer: PushAnswer) {
        let name = RedisKeys.push(key)
        let arguments: [RedisCommand.Word] = [.text(instance), .text(RedisKeys.channel), .bytes(answer.bytes)]
        client.run(ClaimScripts.promise, keys: [.text(name)], arguments) { _ in }
    }

    /// A delivery here will not be waited for much longer. Whoever runs its push is told (`ClaimOutcome.expires`).
    func expire(_ key: PushKey) {
        client.send(["PUBLISH", .text(RedisKeys.lateChannel), .text(RedisKeys.push(key))]) { _ in }
    }

    /// To be called before anything can be heard of.
    func listen() {
        guard !isListening else { return }
        isListening = true
        subscription.subscribe(Array(RedisKeys.channel.utf8)) { [weak self] news in
            guard let self else { return }
            switch news {
            // What was published before is looked up.
            case .began: for claim in claims.values { hear(of: claim) }
            case .message(let name): claim(name).map { hear(of: $0) }
            case .ended: break
            }
        }
        subscription.subscribe(Array(RedisKeys.lateChannel.utf8)) { [weak self] news in
            guard let self, case .message(let name) = news, let claim = claim(name), claim.isOurs else { return }
            claim.tell(.expires)
        }
    }

    private func claim(_ name: [UInt8]) -> PushClaim? { claims[String(decoding: name, as: UTF8.self)] }

    private func hear(of claim: PushClaim) {
        switch claim.state {
        case .waiting: ask(claim)
        case .asking: claim.isHeardOf = true
        case .unasked, .running, .ending: break
        }
    }
}
