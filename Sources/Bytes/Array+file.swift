import Glibc

extension [UInt8] {
    /// What a file holds; nil when it cannot be read.
    package init?(contentsOf file: String) {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        self.init(readingFrom: descriptor)
    }

    /// All that is still to come from a descriptor; nil when it cannot be read.
    package init?(readingFrom descriptor: Int32) {
        self = []
        var piece = Self(repeating: 0, count: 1 << 14)
        while true {
            let count = read(descriptor, &piece, piece.count)
            if count == 0 { return }
            if count > 0 {
                append(contentsOf: piece[..<count])
            } else if errno != EINTR {
                return nil
            }
        }
    }
}
