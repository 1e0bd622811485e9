"""Two instances under load whose Redis goes, stalls, is slow or breaks connections, and comes back."""

import concurrent.futures
import contextlib
import dataclasses
import os
import random
import time

import table
from copies import again
from fates import Fates
from link import Link
from proxy import Proxy
from shared import Instances, Redis
from standin import Fault, StandIn
from wechat import Beside, Push, percentile
from wechatd import eventually

RATE = 100  # pushes a second
TWICE = 5  # of so many one comes twice at the same time, perhaps to both
BEFORE = BEHIND = 3  # seconds
USERS = 2_000


@dataclasses.dataclass
class Trouble:
    """What is done to Redis, with the seconds that it lasts and those for CI."""

    name: str
    begin: object
    end: object
    seconds: int
    quick_seconds: int = 4


def set_link(**values):
    return lambda _, link: [setattr(link, name, value) for name, value in values.items()]


TROUBLES = [
    Trouble("killed, restarted", lambda redis, _: redis.kill(), lambda redis, _: redis.start(), 10),
    Trouble("stopped", lambda redis, _: redis.stop(), lambda redis, _: redis.go_on(), 30),
    Trouble("300 ms latency", set_link(delay=0.15), set_link(delay=0), 20),
    Trouble("1 of 5 connections reset a second", set_link(resets=0.2), set_link(resets=0), 20),
]


@dataclasses.dataclass
class Outcome:
    times: list = dataclasses.field(default_factory=list)  # of the deliveries that came meanwhile, in seconds
    refused: int = 0  # of them not answered 200
    health: str = ""  # what /healthz said meanwhile, and what behind it
    recovery: float = 0
    counts: dict = dataclasses.field(default_factory=dict)
    stories: list = dataclasses.field(default_factory=list)


def run(report, directory, options):
    table.head(
        "Redis", "deliveries meanwhile", "p50 ms", "p99 ms", "worst ms", "not 200", "acknowledged in all", "lost",
        "handled twice", "two answers", "no answer", "/healthz meanwhile", "well again after s")
    with concurrent.futures.ProcessPoolExecutor(len(TROUBLES) if options.quick else 1) as pool:
        places = [os.path.join(directory, str(number)) for number in range(len(TROUBLES))]
        outcomes = pool.map(play, range(len(TROUBLES)), places, [options.quick] * len(TROUBLES))
        for trouble, outcome in zip(TROUBLES, outcomes):
            judge(report, trouble.name, outcome)


def play(number, directory, is_quick):
    trouble, outcome = TROUBLES[number], Outcome()
    seconds = trouble.quick_seconds if is_quick else trouble.seconds
    os.mkdir(directory)
    with StandIn({"api": Fault()}) as api, Redis(directory) as redis, Link(redis.socket) as link, Instances(
        directory, link.url, late="[customer_service]", app_secret="exampleAppSecret", api_base=api.base("api"),
    ) as instances, Proxy(directory, *instances.ports.values()) as proxy:
        beside = Beside(proxy.port, load(BEFORE + seconds + BEHIND))
        time.sleep(BEFORE)
        trouble.begin(redis, link)
        begun = time.monotonic()
        time.sleep(seconds / 2)
        outcome.health = " / ".join(sorted(set(instances.healths())))
        time.sleep(seconds / 2)
        ended = time.monotonic()
        trouble.end(redis, link)
        with contextlib.suppress(TimeoutError):
            eventually("both to be well", instances.are_well)
        outcome.recovery = time.monotonic() - ended
        pushes = beside.pushes()
        fates = Fates(pushes, instances.effects, api.accounts["api"].messages)
        fates.settle()
    meanwhile = [one for push in pushes for one in push.deliveries if begun < one.start < ended]
    outcome.times = [one.seconds for one in meanwhile if one.status == 200]
    outcome.refused = len(meanwhile) - len(outcome.times)
    groups = {"lost": fates.lost(), "twice": fates.twice(), "double": fates.double(), "silent": fates.silent()}
    outcome.counts = {what: len(some) for what, some in groups.items()} | {"acknowledged": len(fates.acknowledged())}
    outcome.stories = [f"{what}: {fates.story(push)}" for what, some in groups.items() for push in some[:3]]
    outcome.stories += [
        f"not 200: {one.status} after {one.seconds * 1000:.0f} ms, {one.start - begun:.1f} s behind the beginning"
        for one in meanwhile if one.status != 200][:3]
    return outcome


def load(seconds):
    pushes = []
    for number in range(int(seconds * RATE)):
        text = f"await 0.02 {number}" if number % 4 == 0 else f"now {number}"
        push = Push(text, f"oOutage{random.randrange(USERS)}", number / RATE)
        pushes.append(push)
        if number % TWICE == 0:
            pushes.append(again(push))
    return pushes


def judge(report, name, outcome):
    median, late = percentile(outcome.times, 50), percentile(outcome.times, 99)
    worst, counts = max(outcome.times) * 1000, outcome.counts
    table.row(
        name, len(outcome.times) + outcome.refused, f"{median:.0f}", f"{late:.0f}", f"{worst:.0f}", outcome.refused,
        *(counts[key] for key in ("acknowledged", "lost", "twice", "double", "silent")), outcome.health,
        f"{outcome.recovery:.1f}")
    print(*outcome.stories, sep="\n", end="\n" if outcome.stories else "")
    report.want_time(f"{name}: p99 {late:.0f} ms (< 500), {worst:.0f} ms at most", late < 500)
    report.want(f"{outcome.refused} not answered 200 (0)", not outcome.refused)
    wanted = {"lost": "lost", "handled twice": "twice", "two answers": "double", "without an answer": "silent"}
    for words, key in wanted.items():
        report.want(f"{counts[key]} {words} (0)", not counts[key])
    report.want_time(f"well again after {outcome.recovery:.1f} s (< 10)", outcome.recovery < 10)
