import Glibc
import Synchronization
import Testing

@testable import WeChat

struct ContextTests {
    private enum Name: ContextKey { static let defaultValue: String? = nil }
    private enum Count: ContextKey { static let defaultValue = 7 }

    @Test func valuesAreKeptByTheirKeys() {
        var context = Context.test()
        #expect(context[Name.self] == nil && context[Count.self] == 7)
        context[Name.self] = "a"
        context[Count.self] += 1
        let copy = context
        context[Name.self] = nil
        #expect(copy[Name.self] == "a" && copy[Count.self] == 8)
        #expect(context[Name.self] == nil)
        #expect(context.account.appID == "wx1")
    }

    @Test func offloadedWorkRunsOnTheThreadsForIt() async throws {
        let executor = OwnThread()
        let context = Context.test(executor)
        let thread = try await context.offload { pthread_self() }
        #expect(executor.threads.contains(thread))
        #expect(thread != pthread_self())
        let sum = try await context.offload { (1...100).reduce(0, +) }
        #expect(sum == 5_050)
    }

    @Test func offloadedWorkMayThrow() async {
        struct Broken: Error {}
        await #expect(throws: Broken.self) { try await Context.test(OwnThread()).offload { throw Broken() } }
    }

    @Test func aHandlerMayOffload() async throws {
        var handlers = HandlerRegistry()
        handlers.on(Text.self) { message, context in
            .text(try await context.offload { String(message.content.reversed()) })
        }
        var queue = try handlers.queue(for: .text("abc"))
        #expect(try await queue.reply(.text("abc"), .test(OwnThread())) == .text("cba"))
    }
}

/// An executor with a new thread for each job.
private final class OwnThread: TaskExecutor {
    private let used = Mutex<[pthread_t]>([])

    var threads: [pthread_t] { used.withLock { $0 } }

    func enqueue(_ job: consuming ExecutorJob) {
        let work = Unmanaged.passRetained(Work(executor: self, job: UnownedJob(job)))  // released by the thread
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { pointer in
                guard let pointer else { return nil }
                let work = Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue()
                work.executor.used.withLock { $0.append(pthread_self()) }
                work.job.runSynchronously(on: work.executor.asUnownedTaskExecutor())
                return nil
            }, work.toOpaque())
        pthread_detach(thread)
    }

    private final class Work {
        let executor: OwnThread
        let job: UnownedJob

        init(executor: OwnThread, job: UnownedJob) {
            self.executor = executor
            self.job = job
        }
    }

    @Test func progressIsThatOfThePush() {
        final class Progress: PushProgress {
            let deadline = ContinuousClock.now + .seconds(4)
            let attempt = 3
            let replies = Mutex<[Reply]>([])
            func reply(_ reply: Reply) { replies.withLock { $0.append(reply) } }
        }
        var context = Context.test()
        #expect(context.attempt == 1 && context.deadline <= .now)
        context.reply(.text("to nobody"))
        let progress = Progress()
        context.progress = progress
        context.reply(.text("a"))
        #expect(context.attempt == 3 && context.deadline == progress.deadline)
        #expect(progress.replies.withLock { $0 } == [.text("a")])
    }
}
