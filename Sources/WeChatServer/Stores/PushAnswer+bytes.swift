import WeChat

/// Answers as instances tell them to each other: the time, and the reply where there is one.
extension PushAnswer {
    var bytes: [UInt8] {
        withUnsafeBytes(of: Int64(time).littleEndian) { Array($0) } + (reply?.bytes ?? [])
    }

    /// The answer of `bytes`; nil when they are none, or of a later version.
    init?(bytes: [UInt8]) {
        guard bytes.count >= 8 else { return nil }
        let time = bytes.withUnsafeBytes { Int64(littleEndian: $0.loadUnaligned(as: Int64.self)) }
        guard bytes.count > 8 else {
            self.init(reply: nil, time: Int(time))
            return
        }
        guard let reply = Reply(bytes: Array(bytes[8...])) else { return nil }
        self.init(reply: reply, time: Int(time))
    }
}
