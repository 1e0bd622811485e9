"""A journal that cannot be written for a while, in the middle of pushes, and what is wanted of every such time."""

import dataclasses
import os
import threading
import time

from durable import Durable, rows
from wechat import Push, WeChat

RATE = 60  # pushes a second: nearly every one is a transaction of its own
BEFORE = 2  # seconds
SOON = 5  # seconds until all is well again
LINES = 5  # of the log at most: what is wrong, and that it is over


@dataclasses.dataclass
class Outcome:
    """What became of a server and its pushes."""

    name: str
    has_failed: bool = False
    refusal: str = ""  # what it said when it did not start
    pushes: list = dataclasses.field(default_factory=list)
    missing: int = 0  # answered without a row
    recovery: float = 0  # seconds until an answer, from the end of the trouble
    cpu: float = 0
    log: str = ""

    def end(self, server, pushes, since):
        """Kills the server, and takes down what it has done; `since` is when the trouble was over, 0 for never."""
        self.pushes, self.cpu = pushes, server.cpu()
        server.kill()
        with open(server.log) as file:
            self.log = file.read()
        kept = rows(server.data)
        self.missing = sum(push.id not in kept for push in pushes if push.answered)
        if since:
            times = [delivery.start + delivery.seconds - since for push in pushes for delivery in push.deliveries
                     if delivery.status == 200 and delivery.start > since]
            self.recovery = min(times, default=float("inf"))


def start(directory, environment=None, **settings):
    """A server that says nothing but what is wrong with it: pushes are warnings at most. RuntimeError when there is none."""
    return Durable(directory, environment=environment, level="error", **settings)


def judge(report, what, outcomes):
    acknowledged = sum(bool(push.answered) for outcome in outcomes for push in outcome.pushes)
    missing = [outcome.name for outcome in outcomes if outcome.missing]
    report.say(f"{what}: {len(outcomes)} times, {acknowledged} pushes acknowledged")
    report.want(f"{sum(outcome.missing for outcome in outcomes)} without a row (0) {missing or ''}", not missing)
    worst = max(outcomes, key=lambda outcome: outcome.recovery)
    report.want(f"well again after {worst.recovery:.1f} s at most (< {SOON}, {worst.name})", worst.recovery < SOON)
    longest = max(outcomes, key=lambda outcome: outcome.log.count("\n"))
    lines = longest.log.count("\n")
    report.want(f"{lines} lines of the log at most (≤ {LINES}, {longest.name})", lines <= LINES)
    cpu = max(outcome.cpu for outcome in outcomes)
    report.want(f"{cpu:.1f} s of processor time at most (< 2)", cpu < 2)


def play(report, directory, name, trouble, seconds, rate=RATE, **settings):
    """Pushes before, during and behind a `trouble`, which is a `with` block that gets the server."""
    os.mkdir(directory)
    outcome = Outcome(name)
    count = (BEFORE + seconds + SOON) * rate
    pushes = [Push("now", f"oOutage{number}", number / rate) for number in range(count)]
    with start(directory, **settings) as server:
        wechat = threading.Thread(target=WeChat(server.port).run, args=[pushes])
        wechat.start()
        time.sleep(BEFORE)
        begun = time.monotonic()
        with trouble(server):
            time.sleep(seconds)
            (ready, _), (healthy, said) = server.page("/readyz"), server.page("/healthz")
        ended = time.monotonic()
        wechat.join()
        later = server.page("/readyz")[0]
        outcome.end(server, pushes, ended)
    judge(report, name, [outcome])
    report.want(f"meanwhile /readyz {ready} (503), later {later} (200)", (ready, later) == (503, 200))
    report.say(f"meanwhile /healthz {healthy} {said!r}")
    during = [delivery for push in pushes for delivery in push.deliveries if begun < delivery.start < ended]
    held = [delivery.seconds for delivery in during if delivery.status == 503]
    report.want(f"{len(held)} of {len(during)} deliveries answered 503 meanwhile", bool(held))
    report.want_time(
        f"after {min(held, default=0):.1f} to {max(held, default=0):.1f} s (4 to 5)",
        4 < min(held, default=0) and max(held, default=0) < 5)
    report.say(f"{sum(not push.answered for push in pushes)} pushes never answered 200")
    print(*(f"{name}: {line}" for line in outcome.log.splitlines()), sep="\n")
