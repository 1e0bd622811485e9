/// The handlers of a server: filled while the program starts, then handed over and never changed.
///
/// ```swift
/// var handlers = HandlerRegistry()
/// handlers.on(Text.self, text: "人工") { _, _ in .transferToCustomerService() }
/// handlers.on(Click.self, key: .prefix("ORDER_")) { click, context in
///     .text(try await orders.status(of: click.key))
/// }
/// handlers.otherwise { push, _ in nil }
/// ```
/// For each push the handlers of its kind are asked in the order of their registration. The first that returns a
/// reply wins; `nil` asks the next; when none replies, those of `otherwise` are asked; after them the answer is
/// `success`. A handler that throws ends the asking: it is logged, and the user gets the account's apology or nothing.
///
/// Handlers run on the thread that serves the connection. One without `await` is called directly, and must not block;
/// an `async` one may wait. For blocking work there is `Context.offload`. What a handler returns after WeChat's five seconds
/// still reaches the user, by the account's late steps or by those that are given with `.late(…)`.
public struct HandlerRegistry: Sendable {
    /// A handler that answers at once.
    public typealias Handler<P> = @Sendable (P, Context) throws -> Reply?
    /// A handler that may wait.
    public typealias AsyncHandler<P> = @Sendable (P, Context) async throws -> Reply?
    /// What a middleware calls to go on: to the next middleware and then the handlers.
    public typealias Next = @Sendable (Push, Context) async throws -> Reply?
    /// Something around all handlers: it sees the push first and the reply last, and goes on or does not.
    public typealias Middleware = @Sendable (Push, Context, Next) async throws -> Reply?

    struct Entry: Sendable {
        enum Body {
            case direct(Handler<Push>)
            case suspending(AsyncHandler<Push>)
        }

        /// Nil asks the handler always.
        var accepts: (@Sendable (Push) -> Bool)?
        /// Nil is the account's.
        var late: LatePolicy?
        var body: Body
    }

    private var known = KindList()
    /// The handlers of each known kind.
    private var entries: [[Entry]] = []
    /// The same with the last ones behind them, so that nothing is joined while a push waits.
    private var chains: [[Entry]] = []
    /// What WeChat takes for an answer to each known kind.
    private var rules: [ReplyRule] = []
    private var last: [Entry] = []
    private var middleware: [Middleware] = []

    /// A registry without handlers: every push is answered `success`.
    public init() {}

    /// Registers a handler for a type of push, narrowed by what is given: the event's key, the message's text, and
    /// any condition.
    public mutating func on<P: PushType>(
        _ type: P.Type, key: Pattern? = nil, text: Pattern? = nil, where condition: (@Sendable (P) -> Bool)? = nil,
        _ handler: @escaping Handler<P>
    ) {
        add(type, key, text, condition, nil, .direct { try handler(P(push: $0), $1) })
    }

    /// Registers a handler that may wait, narrowed in the same way.
    public mutating func on<P: PushType>(
        _ type: P.Type, key: Pattern? = nil, text: Pattern? = nil, where condition: (@Sendable (P) -> Bool)? = nil,
        _ handler: @escaping AsyncHandler<P>
    ) {
        add(type, key, text, condition, nil, .suspending { try await handler(P(push: $0), $1) })
    }

    /// Registers a handler for the pushes that no other has answered, of whatever kind.
    public mutating func otherwise(_ handler: @escaping Handler<Push>) {
        addLast(Entry(body: .direct(handler)))
    }

    /// Registers such a handler that may wait.
    public mutating func otherwise(_ handler: @escaping AsyncHandler<Push>) {
        addLast(Entry(body: .suspending(handler)))
    }

    /// Registers a handler whose late answers take other steps than the account's.
    public mutating func on<P: PushType>(
        _ type: P.Type, key: Pattern? = nil, text: Pattern? = nil, where condition: (@Sendable (P) -> Bool)? = nil,
        _ late: LatePolicy, _ handler: @escaping AsyncHandler<P>
    ) {
        add(type, key, text, condition, late, .suspending { try await handler(P(push: $0), $1) })
    }

    /// Registers such a handler for the pushes that no other has answered.
    public mutating func otherwise(_ late: LatePolicy, _ handler: @escaping AsyncHandler<Push>) {
        addLast(Entry(late: late, body: .suspending(handler)))
    }

    /// Puts a middleware around all handlers, inside those that were put before.
    ///
    /// It may log, give `next` another context, veto by returning a reply (or `.success`) without calling `next`, or
    /// change the reply.
    public mutating func use(_ middleware: @escaping Middleware) {
        self.middleware.append(middleware)
    }

    private mutating func add<P: PushType>(
        _ type: P.Type, _ key: Pattern?, _ text: Pattern?, _ condition: (@Sendable (P) -> Bool)?,
        _ late: LatePolicy?, _ body: Entry.Body
    ) {
        var accepts: (@Sendable (Push) -> Bool)?
        if key != nil || text != nil || condition != nil {
            accepts = { push in
                let view = P(push: push)
                return key?.matches(view.key) ?? true
                    && text?.matches(push["Content"] ?? "") ?? true
                    && condition?(view) ?? true
            }
        }
        for kind in P.kinds {
            let number = known.number(adding: kind)
            if number == entries.count {
                entries.append([])
                rules.append(P.replyRule)
            }
            entries[number].append(Entry(accepts: accepts, late: late, body: body))
        }
        chains = entries.map { $0 + last }
    }

    private mutating func addLast(_ entry: Entry) {
        last.append(entry)
        chains = entries.map { $0 + last }
    }

    /// What WeChat takes for an answer to a push.
    func replyRule(for push: Push) -> ReplyRule {
        known.number(of: push).map { rules[$0] } ?? PushCatalogue.replyRule(for: push)
    }

    /// How late answers to a push go, if one of its handlers says so. Of several the first that was registered counts.
    func latePolicy(for push: Push) -> LatePolicy? {
        candidates(for: push).first { $0.late != nil && $0.accepts?(push) ?? true }?.late
    }

    /// Whom to ask about a push. The middleware, where there is one, is one handler that asks the others.
    func queue(for push: Push) -> HandlerQueue {
        guard !middleware.isEmpty else { return HandlerQueue(candidates(for: push)) }
        return HandlerQueue([Entry(body: .suspending { try await run($0, $1) })])
    }

    /// The handlers to ask, in their order.
    private func candidates(for push: Push) -> [Entry] {
        known.number(of: push).map { chains[$0] } ?? last
    }

    /// Goes through the middleware from `index` on, and then asks the handlers.
    @Sendable private func run(_ push: Push, _ context: Context, from index: Int = 0) async throws -> Reply? {
        guard index < middleware.count else {
            var queue = HandlerQueue(candidates(for: push))
            return try await queue.reply(push, context)
        }
        return try await middleware[index](push, context) { push, context in
            try await run(push, context, from: index + 1)
        }
    }
}
