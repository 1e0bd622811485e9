"""Copies of pushes that come to two instances at the same time: each push is handled once, and all get one answer."""

import copy
import itertools
import time

import table
from fates import Fates
from push import target
from shared import NAMES, Instances, Redis
from standin import Fault, StandIn
from wechat import Beside, Push, percentile

PUSHES = 200
COPIES = 4
USERS = 120  # some have two pushes under way, and these run one after the other


def run(report, directory, options):
    rounds = 2 if options.quick else 50
    with StandIn({"api": Fault()}) as api, Redis(directory) as redis, Instances(
        directory, redis.url, late="[customer_service]", app_secret="exampleAppSecret", api_base=api.base("api"),
    ) as instances:
        outcomes = [send(instances.ports.values()) for _ in range(rounds)]
        pushes = [push for pushes, _ in outcomes for push in pushes]
        fates = Fates(pushes, instances.effects, api.accounts["api"].messages)
        fates.settle()
        won, away = [instances.claims("won", name) for name in NAMES], instances.claims("unreachable")
    judge(report, outcomes, fates, won, away)


def send(ports):
    """All copies of a round's pushes, and how long it took until they were answered."""
    pushes = [
        Push(f"await {0.02 * (number % 5)} {number}" if number % 2 else f"now {number}", f"oCopy{number % USERS}")
        for number in range(PUSHES)]
    loads = {port: [] for port in ports}
    for push in pushes:
        for port in itertools.islice(itertools.cycle(ports), COPIES):
            loads[port].append(again(push))
    start = time.monotonic()
    senders = [Beside(port, load) for port, load in loads.items()]
    copies = [copy for sender in senders for copy in sender.pushes()]
    return copies, time.monotonic() - start


def again(push):
    """The same document with a timestamp and a nonce of its own."""
    other = copy.copy(push)
    other.first, other.deliveries = target(), []
    return other


def judge(report, outcomes, fates, won, away):
    rounds = [{copy.id: copy for copy in copies}.values() for copies, _ in outcomes]
    counts = [sum(fates.is_once(push) for push in pushes) for pushes in rounds]
    copies = [copy for copies, _ in outcomes for copy in copies]
    failed = [copy for copy in copies if not copy.answered]
    unlike = [push for push in fates.pushes if len(fates.bodies(push) - {b"success"}) > 1]
    silent, double = fates.silent(), fates.double()
    times = [seconds for _, seconds in outcomes]
    table.head(
        "rounds", "pushes", "copies", "answered 200", "handled once in a round, least", "most", "by one", "by two",
        "unlike answers")
    table.row(
        len(outcomes), len(fates.pushes), len(copies), len(copies) - len(failed), min(counts), max(counts), *won,
        len(unlike))
    report.want(f"{min(counts)} handled once in each of {len(outcomes)} rounds ({PUSHES})", set(counts) == {PUSHES})
    report.want(f"{len(failed)} of {len(copies)} copies not answered 200 (0)", not failed)
    report.want(f"{len(unlike)} pushes whose answers are not the same bytes (0)", not unlike)
    # Where Redis is slower than a command may be, which is the machine's doing, the answer comes by the late way.
    promised = [copy for copy in copies if copy.seen is None]
    report.want_time(f"{len(promised)} answered success (0), {away} times Redis was away", not promised)
    report.want(f"{len(silent)} users without an answer, {len(double)} with two (0)", not silent and not double)
    report.want(f"{won[0]} on one, {won[1]} on the other (> 0)", all(won))
    report.say(f"a round takes {percentile(times, 50):.0f} ms, {max(times) * 1000:.0f} ms at most")
    fates.tell("unlike", unlike)
    fates.tell("two answers", double)
