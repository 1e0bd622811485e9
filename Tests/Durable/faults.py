"""The n-th write or sync of the journal fails, or all for a while: no answer without a row, and soon well again."""

import collections
import concurrent.futures
import contextlib
import errno
import os
import threading
import time

import outage
import shim
from outage import Outcome, judge, start
from shim import Shim
from wechat import Manner, Push, WeChat

COUNT = 200
QUICK = (1, 4, 9, 16, 25, 40, 60, 90)
ERRORS = (errno.EIO, errno.ENOSPC)
PUSHES = 60
SECONDS = 7  # longer than a push is held
ORDER = shim.WRITE | shim.SYNC, shim.DATABASE | shim.LOG | shim.INDEX


def run(report, directory, options):
    numbers = QUICK if options.quick else range(1, COUNT + 1)
    cases = [(number, error) for number in numbers for error in ERRORS]
    if options.quick:
        cases = cases[::2] + cases[-1:]
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda case: once(os.path.join(directory, f"{case[0]}-{case[1]}"), *case), cases))
    judge(report, "the n-th write or sync fails", found)
    missed = [outcome.name for outcome in found if not outcome.has_failed]
    report.want(f"not reached: {', '.join(missed) or 'none'}", not missed)
    refusals = collections.Counter(outcome.refusal for outcome in found if outcome.refusal)
    report.say(f"{refusals.total()} did not start, once")
    print(*(f"{count} × {words}" for words, count in refusals.items()), sep="\n")
    for error in ERRORS[:1] if options.quick else ERRORS:
        always(report, os.path.join(directory, f"always-{error}"), error)


def once(directory, number, error):
    """The n-th call fails, counted from the start of the server."""
    os.mkdir(directory)
    preload, outcome = Shim(directory), Outcome(f"{number} {errno.errorcode[error]}")
    preload.order(*ORDER, error, first=number)
    try:
        server = start(directory, preload.environment)
    except RuntimeError as refusal:
        outcome.refusal = str(refusal).replace(directory, "DIRECTORY")
        server = start(directory, preload.environment)  # it was once; whoever starts it again has a server
    with server:
        manner = Manner(pause=1)
        pushes = [Push("now", f"oFault{index}", index / outage.RATE, manner=manner) for index in range(PUSHES)]
        outcome.end(server, pushes, deliver_watching(server, pushes, preload))
    outcome.has_failed = preload["done"] > 0
    return outcome


def deliver_watching(server, pushes, preload):
    """The time of the fault; 0 for one that was before, or never came."""
    was_before, failed = preload["done"] > 0, 0
    wechat = threading.Thread(target=WeChat(server.port).run, args=[pushes])
    wechat.start()
    while wechat.is_alive():
        if not (was_before or failed) and preload["done"]:
            failed = time.monotonic()
        wechat.join(0.002)
    return failed


def always(report, directory, error):
    place = f"{directory}-shim"
    os.mkdir(place)
    preload = Shim(place)

    @contextlib.contextmanager
    def trouble(_):
        preload.order(*ORDER, error, times=shim.ALWAYS)
        yield
        preload.clear()

    name = f"all fail, {errno.errorcode[error]}"
    outage.play(report, directory, name, trouble, SECONDS, environment=preload.environment)
