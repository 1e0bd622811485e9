"""Handlers that trap: the server is back within a second, and is never started over and over."""

import os
import threading
import time

from late import Late
from push import Client, post, text
from wechatd import eventually

ROUNDS = 5
SECONDS = 60
# What pauses up to five seconds leave of them: as soon as one is there it traps again.
STARTS = 20


def run(report, directory, options):
    now_and_then(report, directory)
    seconds = 10 if options.quick else SECONDS
    always(report, directory, seconds)


def now_and_then(report, directory):
    """A few traps, one by one."""
    times, refused = [], 0
    with Late(directory, options="--supervise") as server:
        for _ in range(ROUNDS):
            child = server.child()
            start = time.monotonic()
            refused += not trap(server.port)
            # A loop that is not the trapping one may answer until the process has ended.
            eventually("the end of the server", lambda: not os.path.exists(f"/proc/{child}"), pause=0.001)
            eventually("an answer", lambda: answers(server.port), pause=0.001)
            times.append(time.monotonic() - start)
        restarts = server.metric("wechatd_restarts_total")
    report.want(f"{ROUNDS} traps, {restarts} restarts", restarts == ROUNDS)
    report.want(f"{refused} connections refused (0)", refused == 0)
    # The last of them had a pause of 0.8 s, and Swift writes what has crashed.
    first = times[0]
    report.want_time(f"answers after {first:.2f} s (< 1), at last {times[-1]:.2f} s", first < 1)


def always(report, directory, seconds):
    """Every push is a trap, and there is always one that waits."""
    with Late(directory, options="--supervise") as server:
        end = time.monotonic() + seconds
        refused = []
        clients = [threading.Thread(target=trap_until, args=(end, server.port, refused)) for _ in range(4)]
        for thread in clients:
            thread.start()
        for thread in clients:
            thread.join()
        cpu = server.cpu()
        # Those of the minute that have not been served yet are traps, too.
        eventually("an answer", lambda: answers(server.port))
        starts = 1 + server.metric("wechatd_restarts_total")
        status, _ = server.terminate()
    report.want(f"{seconds} s of traps: {starts} starts (≤ {STARTS})", starts <= STARTS)
    report.want(f"{len(refused)} connections refused (0)", not refused)
    report.say(f"the supervisor took {cpu:.2f} s of processor time")
    report.want(f"exit {status} (0)", status == 0)


def trap(port):
    """Sends a push whose handler traps, and waits for the end of the connection; whether there was one."""
    try:
        with Client(port) as client:
            client.send(post(text("trap now")))
            try:
                client.answer()
            except ConnectionError:
                pass
        return True
    except ConnectionRefusedError:
        return False


def trap_until(end, port, refused):
    while time.monotonic() < end:
        if not trap(port):
            refused.append(port)


def answers(port):
    try:
        with Client(port) as client:
            return client.push().status == 200
    except ConnectionError:
        return False
