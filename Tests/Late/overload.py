"""Three times as many pushes as can be handled, for half a minute: what is answered is answered in time, nothing that was
taken is lost, and memory has its bounds."""

import collections
import os
import threading

from late import Late
from wechat import Beside, Push, percentile
from wechatd import eventually

# How many run and wait, the seconds a handler takes, the steps, and whether there is room for all that comes. The numbers that
# come with the server have it where handlers are as slow as a language model, and not where they are quick.
CASES = [
    (20, 65_536, 0.1, "[mailbox]", True),
    (20, 65_536, 0.1, "[retry, mailbox]", True),
    (256, 4_096, 5, "[retry, mailbox]", True),
    (20, 4_096, 0.1, "[retry, mailbox]", False),
]


def run(report, directory, options):
    seconds = 4 if options.quick else 30
    for number, (running, waiting, work, late, has_room) in enumerate(CASES[:1] if options.quick else CASES):
        part = os.path.join(directory, str(number))
        os.mkdir(part)
        report.say(f"running {running} of {work} s, waiting {waiting}, {late}")
        settings = {"running": running, "waiting": waiting, "late": late, "connections": 16_384}
        overload(report, part, settings, 3 * running / work, seconds, work, has_room)


def overload(report, directory, settings, rate, seconds, work, has_room):
    count = int(rate * seconds)
    with Late(directory, **settings) as server:
        before = server.resident()
        with Gauge(server) as gauge:
            offered = [Push(f"sleep {work}", f"oOver{n}", n / rate) for n in range(count)]
            pushes = Beside(server.port, offered).pushes()
        behind = 3 * seconds + 30
        eventually("what was taken to be handled", lambda: server.metric("wechatd_pushes_running") == 0, behind, 0.2)
        starts = server.starts()
        cancelled = server.late("cancelled")
        # Also of those that had to wait longer for their turn than a handler may run.
        report.want(f"{cancelled} handlers cancelled (0)", cancelled == 0)
    waiting = settings["waiting"]
    judge(report, pushes, starts, has_room)
    # What a push that waits costs at most, and what the connections and the answers that are kept do.
    bound = 32 + waiting / 1000
    report.want(f"{gauge.most_memory - before:.1f} MB more (< {bound:.0f})", gauge.most_memory - before < bound)
    report.want(f"at most {gauge.most_waiting} waited (≤ {waiting})", gauge.most_waiting <= waiting)


def judge(report, pushes, starts, has_room):
    deliveries = [delivery for push in pushes for delivery in push.deliveries]
    answered = [delivery.seconds for delivery in deliveries if delivery.status == 200]
    requests = len(deliveries) / len(pushes)
    figure = f"{len(pushes)} pushes, {requests:.2f} requests each"
    if has_room:
        report.want_time(f"{figure} (< 1.2)", requests < 1.2)
    else:
        report.say(figure)
    statuses = collections.Counter(delivery.status or "none" for delivery in deliveries)
    report.say("answers " + ", ".join(f"{status}: {number}" for status, number in statuses.most_common()))
    report.want_time(f"those with 200 after {max(answered):.2f} s at most (< 4.9)", max(answered) < 4.9)
    refused = [delivery.seconds for delivery in deliveries if delivery.status == 503]
    if refused:
        report.say(f"503 after {percentile(refused, 1) / 1000:.2f} to {max(refused):.2f} s")
    taken = [push for push in pushes if push.answered]
    report.say(f"{len(taken)} taken")
    lost = sum(starts[push.id] != 1 for push in taken)
    report.want(f"{lost} of them not handled once (0)", lost == 0)
    twice = sum(starts[push.id] > 1 for push in pushes)
    report.want(f"{twice} of all handled twice (0)", twice == 0)


class Gauge:
    """What a server has at most, in a `with` block."""

    def __init__(self, server):
        self.server, self.most_memory, self.most_waiting = server, 0, 0
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self.watch)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stop.set()
        self.thread.join()

    def watch(self):
        while not self.stop.wait(0.5):
            self.most_memory = max(self.most_memory, self.server.resident())
            self.most_waiting = max(self.most_waiting, self.server.metric("wechatd_pushes_waiting"))
