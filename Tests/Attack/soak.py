"""300 pushes a second with 5 % hostile input, for many minutes."""

import random
import time

from hostile import abort, refusals, violate, violations
from load import Load
from push import Client
from wechatd import Server, eventually

RATE = 300
HOSTILE = RATE * 5 // 100


def run(report, directory, options):
    settle = min(5, options.minutes // 2)
    with Server(directory) as server:
        with Client(server.port) as client:
            client.push()
        eventually("no connection", lambda: server.connections() == 0)
        descriptors = server.descriptors()
        memory, wrong = [], 0
        with Load(server.port, RATE, connections=32) as load:
            for _ in range(options.minutes):
                wrong += sum(not attack(server.port) for _ in paced(60 * HOSTILE, HOSTILE))
                memory.append(server.resident())
        outcome = load.outcome
        eventually("no connection", lambda: server.connections() == 0)
        change = server.descriptors() - descriptors
    report.want(f"{outcome.count} good pushes, {len(outcome.failures)} failed (0)", not outcome.failures)
    report.say(f"p99 {outcome.p99:.1f} ms")
    report.want(f"{options.minutes * 60 * HOSTILE} hostile ones, {wrong} not refused as they must be (0)", wrong == 0)
    report.want(f"descriptors {change:+} (± 2)", abs(change) <= 2)
    report.say("MB at each minute: " + " ".join(f"{value:.1f}" for value in memory))
    growth = memory[-1] - memory[max(settle - 1, 0)]
    report.want(f"{growth:+.2f} MB after minute {settle} (< 1)", growth < 1)


def paced(count, rate):
    """Yields so many times at a rate."""
    start = time.monotonic()
    for number in range(count):
        time.sleep(max(start + number / rate - time.monotonic(), 0))
        yield number


def attack(port):
    """One hostile client of any sort; whether it was treated as it must be."""
    kind = random.randrange(3)
    if kind == 0:
        abort(port, random.randrange(4))
        return True
    if kind == 1:
        return violate(port, *random.choice(violations()))
    status, request = random.choice(refusals())
    with Client(port) as client:
        client.send(request)
        return client.answer().status == status
