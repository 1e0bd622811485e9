"""kill -9 at each step of a push: what WeChat saw, what its handler did, what its user got, and what comes again."""

import concurrent.futures
import dataclasses
import os
import shim
import signal
import threading

from durable import Durable, Effects, accounts, rows
from proxy import fixed_port
from push import Client, post
from shim import Shim
from standin import Fault, StandIn
from wechat import Manner, Push, WeChat, content, deliver
from wechatd import eventually

DEADLINE = 0.5  # seconds until an answer is late
SOON = 15  # seconds for what must come: a server that does not know whether WeChat comes again waits for it first


@dataclasses.dataclass
class Point:
    """How a server dies there: by the shim, by its handler, or when its message has arrived."""

    text: str = "now"
    orders: tuple = ()  # for Shim.order
    first: int = 1
    is_awaited: bool = True  # whether the push has arrived when that begins to count
    is_split: bool = False  # whether the push comes in two halves, and never the second
    is_handlers: bool = False
    is_message: bool = False


def both(words, **settings):
    """The point for a handler that is done at once, and for one that is not."""
    texts = {"sync": "now", "async": "await 0.1"}
    return {f"{words}, {kind}": Point(text=text, **settings) for kind, text in texts.items()}


POINTS = (
    both("accepted", orders=(shim.ACCEPT, shim.SOCKET, shim.DIE_BEHIND), is_awaited=False)
    | both("body half read", orders=(shim.RECEIVE, shim.SOCKET, shim.DIE_BEHIND), is_awaited=False, is_split=True)
    | both("parsed, before the writer is woken", orders=(shim.WRITE, shim.EVENT, shim.DIE_BEFORE))
    | both("inserted: a page is in the log", orders=(shim.WRITE, shim.LOG, shim.DIE_BEHIND))
    | both("before its sync", orders=(shim.SYNC, shim.LOG, shim.DIE_BEFORE))
    | both("committed", orders=(shim.SYNC, shim.LOG, shim.DIE_BEHIND))
    | {"answer committed, async": Point("await 0.1", (shim.SYNC, shim.LOG, shim.DIE_BEHIND), first=2)}
    | both("answered", orders=(shim.SEND, shim.SOCKET, shim.DIE_BEHIND))
    | {"in the handler, sync": Point("die before", is_handlers=True)}
    | {"in the handler, async": Point("await 0.1 die before", is_handlers=True)}
    | {"effect done, sync": Point("die after", is_handlers=True)}
    | {"effect done, async": Point("await 0.1 die after", is_handlers=True)}
    | {"promised and in the handler, async": Point(f"await {2 * DEADLINE} die before", is_handlers=True)}
    | {"late answer sent, async": Point(f"await {2 * DEADLINE}", is_message=True)}
    | both("checkpoint begins", orders=(shim.WRITE, shim.DATABASE, shim.DIE_BEFORE))
    | both("checkpoint written", orders=(shim.SYNC, shim.DATABASE, shim.DIE_BEHIND))
)


def run(report, directory, _):
    places = [os.path.join(directory, str(number)) for number in range(len(POINTS))]
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(play, places, POINTS.values()))
    print("| killed | WeChat saw | row | handler | user got | came again |")
    print("|---|---|---|---|---|---|")
    for name, outcome in zip(POINTS, outcomes):
        print(f"| {name} | {outcome.line()} |")
    alive = [name for name, outcome in zip(POINTS, outcomes) if not outcome.has_died]
    report.want(f"{len(POINTS)} points, not reached: {', '.join(alive) or 'none'}", not alive)
    for fault in Outcome.FAULTS:
        found = [name for name, outcome in zip(POINTS, outcomes) if fault in outcome.faults()]
        report.want(f"{fault}: {', '.join(found) or 'none'}", not found)


class Deadly(Fault):
    """Kills a server when a message for its user has arrived, and never answers."""

    server = None

    def next(self):
        server, self.server = self.server, None
        if not server:
            return "ok"
        os.kill(server.pid, signal.SIGKILL)
        return "late"  # it has reached its user; who asked is gone


def play(directory, point):
    os.mkdir(directory)
    preload, fault = Shim(directory), Deadly()
    with StandIn({"api": fault}) as api:
        settings = {"handler_seconds": DEADLINE, "loops": 1, "environment": preload.environment}
        settings["accounts"] = accounts(api.base("api"))
        port = fixed_port()
        push = Push(f"{point.text} {os.path.basename(directory)}", "oPoint", path="/message", manner=Manner(pause=1))
        with Durable(directory, port, **settings) as server:
            if point.is_message:
                fault.server = server
            has_died, wechat = kill_at(point, preload, server, push)
            row = rows(server.data).get(push.id)
        preload.clear()
        before = Effects(server.effects)
        with Durable(directory, port, **settings) as server:
            wechat.join()
            outcome = Outcome(push, row, before, has_died)
            outcome.wait(server, api.accounts["api"])
            outcome.again = again(port, push)
            outcome.effects = Effects(server.effects)
            outcome.messages = api.accounts["api"].seen(push.user)
    return outcome


def kill_at(point, preload, server, push):
    """Whether it has died, and WeChat, which goes on."""
    if point.is_handlers:
        open(server.effects + ".die", "w").close()
    elif point.orders:
        preload.order(*point.orders, first=point.first, awaits=point.is_awaited)
    if point.is_split:
        halve(server.port, push)
    wechat = threading.Thread(target=WeChat(server.port).run, args=[[push]])
    if not point.is_split:
        wechat.start()
    try:
        server.process.wait(10)
        has_died = server.process.returncode == -signal.SIGKILL
    except Exception:
        has_died = False
        server.kill()
    if point.is_split:
        wechat.start()
    return has_died, wechat


def halve(port, push):
    """Sends the half of a push, on a connection that ends with the server."""
    client = Client(port)
    request = post(push.document, push.first)
    client.send(request[: -len(push.document) // 2])


def again(port, push):
    """The answer to the push when it comes once more, as from WeChat that has not seen the first."""
    copy = Push(push.text, push.user, path=push.path)
    copy.document, copy.id = push.document, push.id
    return deliver(port, [copy])[0]


class Outcome:
    FAULTS = [
        "lost", "begun again after its end was recorded", "no answer", "two answers",
        "attempt 1 of a row that was begun before", "another answer when it came again"]

    def __init__(self, push, row, before, has_died):
        self.push, self.row, self.before, self.has_died = push, row, before, has_died
        self.again = self.effects = self.messages = None

    @property
    def wanted(self):
        return f"answer to {self.push.text}"

    def wait(self, server, account):
        """Waits for what must come yet: the end of the handler, and then its answer by the late way."""
        if not self.push.answered:
            return
        try:
            eventually("the handler", lambda: Effects(server.effects).ends(self.push), seconds=SOON)
            if self.push.seen != self.wanted:
                eventually("the message", lambda: account.seen(self.push.user), seconds=SOON)
        except TimeoutError:
            pass  # the outcome shows it

    def answers(self):
        return (self.push.seen == self.wanted) + self.messages.count(self.wanted)

    def faults(self):
        begins, ends = self.effects.begins(self.push), self.effects.ends(self.push)
        new = begins[len(self.before.begins(self.push)) :]
        found = set()
        if self.push.answered and not ends:
            found.add("lost")
        if new and self.row and not self.row.is_unfinished:
            found.add("begun again after its end was recorded")
        if self.push.answered and self.answers() != 1:
            found.add("two answers" if self.answers() else "no answer")
        if new and self.row and self.before.begins(self.push) and new[0].attempt < 2:
            found.add("attempt 1 of a row that was begun before")
        if self.push.seen == self.wanted and self.again.seen != self.wanted:
            found.add("another answer when it came again")
        return found

    def line(self):
        deliveries = ", ".join(str(delivery.status or "nothing") for delivery in self.push.deliveries)
        row = "none" if not self.row else "unfinished" if self.row.is_unfinished else "ended"
        attempts = ", ".join(str(effect.attempt) for effect in self.effects.begins(self.push))
        ends = len(self.effects.ends(self.push))
        got = ["reply"] * (self.push.seen == self.wanted) + ["message"] * self.messages.count(self.wanted)
        answer = self.again.answered and (content(self.again.answered.body) or "success")
        done = f"attempts {attempts or 'none'}, ended {ends} ×"
        return f"{deliveries} | {row} | {done} | {', '.join(got) or 'nothing'} | {answer}"
