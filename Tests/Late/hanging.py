"""Half of all handlers never end, at 300 pushes a second: the others do not notice, and what hangs is given up."""

from late import Late
from wechat import Beside, Push, percentile
from wechatd import eventually

RATE = 300
RUN_SECONDS = 3


def run(report, directory, options):
    rate = RATE // 3 if options.quick else RATE
    count = rate // 2 * (4 if options.quick else 20)
    settings = {"run_seconds": RUN_SECONDS, "running": 4096, "connections": 4096, "late": "[]"}
    with Late(directory, **settings) as server:
        hanging = Beside(server.port, pushes("hang", count, rate))
        others = Beside(server.port, pushes("sleep 0.01", count, rate)).pushes()
        most = server.metric("wechatd_pushes_running")
        hung = hanging.pushes()
        eventually("no push that runs", lambda: server.metric("wechatd_pushes_running") == 0)
        cancelled = server.late("cancelled")
        starts = server.starts()
        alive = deliver_one(server)
    failed = sum(push.seen != f"answer to {push.text}" for push in others)
    report.want(f"{count} others, {failed} failed (0)", failed == 0)
    p99 = percentile([push.answered.seconds for push in others if push.answered], 99)
    report.want_time(f"p99 {p99:.1f} ms (< 200)", p99 < 200)
    report.want(f"{cancelled} of {count} that hang cancelled", cancelled == count)
    answered = sum(push.answered is not None for push in hung)
    report.want(f"{answered} answered", answered == count)
    report.say(f"{most} ran at the end of the load")
    runs = {starts[push.id] for push in hung + others}
    report.want(f"handlers ran {min(runs)} to {max(runs)} times (1)", runs == {1})
    report.want("none runs at last, and the next is served", alive)


def pushes(order, count, rate):
    """At half of the rate, each from another user."""
    return [Push(f"{order} {number}", f"o{order[:4]}{number}", 2 * number / rate) for number in range(count)]


def deliver_one(server):
    push = Beside(server.port, [Push("still there?", "oLast")]).pushes()[0]
    return push.seen == "answer to still there?"
