"""kill -9 of one of two instances behind nginx under load, and what the other makes of it."""

import dataclasses
import os
import random
import time

import durable
import table
from fates import Fates
from proxy import Proxy
from shared import NAMES, Instances, Redis
from standin import Fault, StandIn
from wechat import Beside, Manner, Push

RATE = 150  # pushes a second
USERS = 2_000
DEADLINE = 0.6  # seconds until an answer is late
PAUSE = 2  # seconds between two kills
# Seconds until one that was killed is back. A claim is taken over after ten.
ABSENCES = [0.2, 3, 12]
MANNERS = [Manner(), Manner(pause=5), Manner(is_fresh=False)]


@dataclasses.dataclass
class Kill:
    name: str
    absence: float
    size: int = 0  # of the file of effects, when it was killed
    rows: dict = dataclasses.field(default_factory=dict)

    def has_ended(self, push, place):
        """Whether the push was recorded as ended by who was killed, before another effect at that place."""
        return self.size <= place and push.id in self.rows and not self.rows[push.id].is_unfinished


def run(report, directory, options):
    kills = [
        Kill(NAMES[number % 2], ABSENCES[number % len(ABSENCES)])
        for number in range(1, 3 if options.quick else 7)]
    seconds = sum(PAUSE + kill.absence for kill in kills) + PAUSE
    with StandIn({"api": Fault()}) as api, Redis(directory) as redis, Instances(
        directory, redis.url, late="[customer_service]", app_secret="exampleAppSecret", api_base=api.base("api"),
        handler_seconds=DEADLINE,
    ) as instances, Proxy(directory, *instances.ports.values()) as proxy:
        messages = api.accounts["api"].messages
        beside = Beside(proxy.port, load(seconds))
        for number, kill in enumerate(kills):
            time.sleep(PAUSE)
            place = os.path.join(directory, f"copy{number}")
            durable.copy(instances.kill(kill.name), place)
            kill.size = len(durable.read(instances.effects))
            time.sleep(kill.absence)
            instances.start(kill.name)
            kill.rows = durable.rows(place)
        fates = Fates(beside.pushes(), instances.effects, messages)
        fates.settle()
        second = instances.claims("twice")
        rows = [durable.rows(instances.kill(name)) for name in NAMES]
    judge(report, kills, fates, rows)
    report.say(f"{second} ends that were another's by then")


def load(seconds):
    """Pushes of all sorts. Their copies come by openids of their own, so to any instance."""
    pushes = []
    for number in range(int(seconds * RATE)):
        sort, user = random.random(), f"oKilled{random.randrange(USERS)}"
        pause = random.uniform(0, 0.3) if sort < 0.9 else random.uniform(1, 3) * DEADLINE
        text = f"now {number}" if sort < 0.6 else f"await {pause:.3f} {number}"
        pushes.append(Push(text, user, number / RATE, manner=random.choice(MANNERS)))
    return pushes


def judge(report, kills, fates, rows):
    """`rows` are those of each instance at the end."""
    lost, double = fates.lost(), fates.double()
    # What was caught in sending may have come, and is not sent again.
    unknown = {key for some in rows for key, row in some.items() if row.late == durable.UNKNOWN}
    silent = [push for push in fates.silent() if push.id not in unknown]
    recorded = [push for push in fates.twice() if any(
        kill.has_ended(push, effect.place) for kill in kills for effect in fates.effects.begins(push)[1:])]
    again, numberless = fates.begun_again(), fates.numberless()
    unrecorded = len(fates.twice()) - len(recorded)
    table.head(
        "kills", "pushes", "acknowledged", "lost", "handled twice", "the same, killed before recorded", "begun again",
        "two answers")
    table.row(
        len(kills), len(fates.pushes), len(fates.acknowledged()), len(lost), len(recorded), unrecorded, len(again),
        len(double))
    report.say(f"{len(kills)} kills, {len(fates.pushes)} pushes, {len(fates.acknowledged())} acknowledged")
    report.want(f"{len(lost)} of them lost (0)", not lost)
    report.want(f"{len(recorded)} handled twice that were recorded (0)", not recorded)
    report.say(f"{unrecorded} effects twice, killed before they were recorded")
    report.want(f"{len(again)} begun again, {len(numberless)} of these as attempt 1 (0)", not numberless)
    report.want(f"{len(double)} users with two answers (0)", not double)
    report.want(f"{len(silent)} without an answer (0)", not silent)
    groups = {"lost": lost, "twice": fates.twice(), "attempt 1": numberless, "double": double, "silent": silent}
    for what, pushes in groups.items():
        fates.tell(what, pushes)
        for push in pushes[:5]:
            print(f"{what}: {push.id} in the journals: {[some.get(push.id) for some in rows]}")
