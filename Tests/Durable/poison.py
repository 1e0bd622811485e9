"""A push whose handler traps: it takes two processes down and no third, and others that are under way all end."""

import contextlib
import os
import threading
import time

from durable import PARKED, UNKNOWN, Durable, Effects, accounts, rows
from standin import Fault, StandIn
from wechat import Manner, Push, WeChat
from wechatd import eventually

INNOCENTS = 10
SECONDS = 1.5  # of their handlers: in the middle of them both deaths fall
APOLOGY = "出错了，请稍后再试"
DEADLINE = 0.5
# What traps, and how many processes it takes: one that begins well is known when it is alone, which on a slow machine it may be
# only the next time, and at the last.
MOST = 4
KINDS = {"sync": ("now trap", 2), "async": ("await 0.1 trap", 3), "late": (f"await {2 * DEADLINE} trap", 4)}


def run(report, directory, _):
    for kind, (text, deaths) in KINDS.items():
        place = os.path.join(directory, kind)
        os.mkdir(place)
        poison(report, place, kind, Push(text, "oPoison", 0.5, "/message", Manner(pause=0.5)), deaths)


def poison(report, directory, kind, push, deaths):
    innocents = [Push(f"await {SECONDS} {number}", f"oInnocent{number}", 0, "/message") for number in range(INNOCENTS)]
    pushes = [*innocents, push, Push("now", "oLater", 2, "/message")]
    with StandIn({"api": Fault()}) as api:
        sites = accounts(api.base("api"), f"apology: {APOLOGY}")
        with Durable(directory, accounts=sites, handler_seconds=DEADLINE, options="--supervise") as server:
            wechat = threading.Thread(target=WeChat(server.port).run, args=[pushes])
            wechat.start()
            wechat.join()
            seen = api.accounts["api"].seen
            # A message that is being sent at a death is not sent again: whoever waits for it in vain is looked up below.
            with contextlib.suppress(TimeoutError):
                eventually("the innocent", lambda: all(answers(seen, innocent) for innocent in innocents))
                eventually("the apology", lambda: APOLOGY in seen(push.user) or push.seen == APOLOGY)
            time.sleep(1)  # what should not come
            restarts = server.metric("wechatd_restarts_total")
            server.terminate()
            effects, kept = Effects(server.effects), rows(server.data)
        apologies = seen(push.user).count(APOLOGY) + (push.seen == APOLOGY)
    begins = len(effects.begins(push))
    report.want(
        f"{kind}: {restarts} restarts, its handler begun {begins} times (the same, ≤ {MOST})", restarts == begins <= MOST)
    report.want_time(f"{begins} times (≤ {deaths})", begins <= deaths)
    parked = [other for other in pushes if other.id in kept and kept[other.id].state == PARKED]
    report.want(f"{len(parked)} parked (1)", parked == [push])
    report.want(f"{apologies} apologies (1)", apologies == 1)
    # A process that dies in the moment of an end, before that is recorded, is followed by one that asks the handler again.
    ended = sum(len(effects.ends(innocent)) >= 1 for innocent in innocents)
    report.want(f"{ended} of {INNOCENTS} others ended", ended == INNOCENTS)
    counts = {innocent.id: answers(seen, innocent) for innocent in innocents}
    answered = sum(count == 1 for count in counts.values())
    caught = sum(count == 0 and kept[id].late == UNKNOWN for id, count in counts.items())
    report.want(f"{answered} answered once, {caught} caught in sending", answered + caught == INNOCENTS)


def answers(seen, push):
    wanted = f"answer to {push.text}"
    return seen(push.user).count(wanted) + (push.seen == wanted)
