/// The deliveries of a push that wait. Most have one at most.
struct Waiters<Delivery: AnyObject> {
    private(set) var first: Delivery?
    private(set) var others: [Delivery] = []

    init(first: Delivery? = nil) {
        self.first = first
    }

    var count: Int { (first == nil ? 0 : 1) + others.count }

    /// How many are as `matches` says.
    func count(where matches: (Delivery) -> Bool) -> Int {
        guard let first else { return 0 }
        return (matches(first) ? 1 : 0) + others.count(where: matches)
    }

    mutating func add(_ delivery: Delivery) {
        if first == nil { first = delivery } else { others.append(delivery) }
    }

    /// Whether it was there.
    mutating func remove(_ delivery: Delivery) -> Bool {
        if first === delivery {
            first = others.popLast()
        } else if let place = others.firstIndex(where: { $0 === delivery }) {
            others.remove(at: place)
        } else {
            return false
        }
        return true
    }
}

extension Waiters: Sendable where Delivery: Sendable {}

extension Waiters<Delivery> {
    /// Answers all: the first is the push's own, and `others` have come again.
    func answer(_ answer: PushAnswer, _ outcome: Outcome, others: Outcome = .repeated) {
        first?.answer(answer, outcome)
        for waiter in self.others { waiter.answer(answer, others) }
    }

    /// Takes the next step for those whose time has come.
    func expire() {
        first?.expire()
        for waiter in others { waiter.expire() }
    }
}
