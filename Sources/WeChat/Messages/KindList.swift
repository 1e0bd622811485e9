/// Kinds of push with their numbers, from 0: the place of a kind's value in an array.
package struct KindList: Sendable {
    /// The kinds in the order of their numbers.
    package private(set) var kinds: [Kind] = []
    /// Their digests alone, side by side, to be looked through.
    private var digests: [UInt64] = []

    package init() {}

    /// The number of the push's kind; nil when it is not in the list.
    package func number(of push: Push) -> Int? {
        digests.firstIndex(of: push.kindDigest)
    }

    /// The number of a kind, which is appended when it is not in the list.
    package mutating func number(adding kind: Kind) -> Int {
        if let number = digests.firstIndex(of: kind.digest) { return number }
        kinds.append(kind)
        digests.append(kind.digest)
        return kinds.count - 1
    }
}
