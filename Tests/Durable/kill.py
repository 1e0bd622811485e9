"""kill -9 at random moments under load, and the next process at once: what WeChat was answered is handled, and once."""

import os
import random
import tempfile
import time

from durable import Durable, Effects, accounts, copy, read, rows
from ledger import Ledger, Snapshot
from proxy import fixed_port
from push import Client, post, text
from standin import Fault, StandIn
from wechat import Beside, Manner, Push, deliver, percentile

RATE = 150  # pushes a second
USERS = 2_000  # of most of them: some have two pushes under way
PAUSE = 2.5  # seconds between two kills, on average
DEADLINE = 0.6  # seconds until an answer is late: shorter than it is, so that more are
MANNERS = [Manner(), Manner(pause=5), Manner(is_fresh=False)]
# How long the longest handlers take that are killed in the middle, and another time.
TAIL = 60


def run(report, directory, options):
    rounds = 5 if options.quick else 50
    report_on(report, directory, rounds, "durable")


def report_on(report, directory, rounds, journal):
    with StandIn({"api": Fault()}) as api, tempfile.TemporaryDirectory(dir=directory) as snapshots:
        settings = {"accounts": accounts(api.base("api")), "journal": journal, "handler_seconds": DEADLINE}
        crashes = Crashes(directory, snapshots, **settings)
        with crashes:
            beside = Beside(crashes.port, load(rounds * PAUSE))
            for _ in range(rounds):
                time.sleep(random.uniform(0.2, 1.8) * PAUSE)
                crashes.next()
            pushes = beside.pushes()
            settle(pushes, crashes.server.effects, api.accounts["api"].messages)
            letters = fetch(crashes.port, [push for push in pushes if push.path == "/mailbox"])
        effects, messages = Effects(crashes.server.effects), api.accounts["api"].messages
        Ledger(pushes, effects, crashes.snapshots(), messages, letters).judge(report, rows(crashes.server.data))
    median, longest = percentile(crashes.times, 50), max(crashes.times)
    report.say(f"{rounds} kills")
    report.want_time(f"answers after {median:.0f} ms, {longest * 1000:.0f} ms at most (< 1000)", longest < 1)


def load(seconds):
    """Pushes of all sorts. Each with a late answer has a user of its own: a letter takes the place of an answer."""
    pushes = []
    for number in range(int(seconds * RATE)):
        sort = random.random()
        path, user = "/message", f"oKill{random.randrange(USERS)}"
        if sort < 0.6:
            text = f"now {number}"
        elif sort < 0.9:
            text = f"await {random.uniform(0, 0.3):.3f} {number}"
        else:
            text = f"await {random.uniform(1, 3) * DEADLINE:.3f} {number}"
            path, user = random.choice(["/message", "/retry", "/mailbox"]), f"oLate{number}"
        pushes.append(Push(text, user, number / RATE, path, random.choice(MANNERS)))
    return pushes


class Crashes:
    """A server that is killed, and the next on the same port and directory, in a `with` block."""

    def __init__(self, directory, place, **settings):
        self.directory, self.place, self.settings = directory, place, settings
        self.port, self.times, self.sizes = fixed_port(), [], []

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.server.kill()

    def start(self):
        self.server = Durable(self.directory, self.port, **self.settings)

    def next(self):
        begin = time.monotonic()
        self.server.kill()
        end = time.monotonic()
        copy(self.server.data, os.path.join(self.place, str(len(self.sizes))))
        self.sizes.append(len(read(self.server.effects)))
        start = time.monotonic()
        self.start()
        answered(self.port)
        self.times.append(end - begin + time.monotonic() - start)

    def snapshots(self):
        return [Snapshot(size, rows(os.path.join(self.place, str(index)))) for index, size in enumerate(self.sizes)]


def answered(port):
    """Returns when somebody is answered who has not been there before."""
    while True:
        try:
            with Client(port) as client:
                client.send(post(text("now", f"oProbe{random.getrandbits(40)}")))
                return client.answer()
        except ConnectionError:
            pass  # it was still the old server's


def settle(pushes, file, messages):
    """Waits until all is handled and answered that was acknowledged, or has had time enough."""
    end = time.monotonic() + TAIL
    while time.monotonic() < end:
        effects, sent = Effects(file), {text for _, _, text in list(messages)}
        if all(effects.ends(push) and has_answer(push, sent) for push in pushes if push.answered):
            break
        time.sleep(0.2)
    time.sleep(1)  # an answer too many


def has_answer(push, sent):
    """Whether its user has read the answer, or can fetch it."""
    wanted = f"answer to {push.text}"
    return push.path == "/mailbox" or push.seen == wanted or wanted in sent


def fetch(port, pushes):
    """What users find in their mailboxes, by the number of the push."""
    letters = deliver(port, [Push("now and then?", push.user, path=push.path) for push in pushes])
    return {push.id: letter.seen for push, letter in zip(pushes, letters)}
