/// Long texts in several messages.
extension String {
    /// The text in pieces of at most `limit` bytes, with nothing left out. A piece ends with a line where that leaves it
    /// half full at least, or with a sentence, or behind a space or comma, or else wherever a character ends.
    func pieces(of limit: Int) -> [Substring] {
        var pieces: [Substring] = []
        var rest = self[...]
        while rest.utf8.count > limit {
            let end = rest.end(within: limit)
            pieces.append(rest[..<end])
            rest = rest[end...]
        }
        return rest.isEmpty ? pieces : pieces + [rest]
    }
}

extension Substring {
    fileprivate func end(within limit: Int) -> Index {
        var end = startIndex
        var bytes = 0
        var best: (gap: Gap, end: Index)?
        while end < endIndex {
            bytes += self[end].utf8.count
            guard bytes <= limit else { break }
            let last = end
            end = index(after: end)
            if bytes > limit / 2, let gap = gap(after: last, before: end), gap >= best?.gap ?? gap {
                best = (gap, end)
            }
        }
        return best?.end ?? (end > startIndex ? end : endOfScalar(within: limit))
    }

    /// Out of combining marks a character can be built that is larger than a message.
    private func endOfScalar(within limit: Int) -> Index {
        var end = startIndex
        while utf8.distance(from: startIndex, to: unicodeScalars.index(after: end)) <= limit {
            unicodeScalars.formIndex(after: &end)
        }
        return end > startIndex ? end : unicodeScalars.index(after: end)
    }

    /// What ends with the character at `last`.
    private func gap(after last: Index, before next: Index) -> Gap? {
        let character = self[last]
        if character.isNewline { return .line }
        if "。！？；…".contains(character) { return .sentence }
        let isEnd = next == endIndex || self[next].isWhitespace
        if isEnd, ".!?;".contains(character) { return .sentence }
        return character.isWhitespace || "，、,".contains(character) ? .word : nil
    }
}

/// Where a text may be divided, the better the later.
private enum Gap: Comparable {
    case word
    case sentence
    case line
}
