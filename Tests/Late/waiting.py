"""1 000 deliveries that wait 4.5 s, again and again, beside 1 000 fast pushes a second; and what one that waits costs."""

import os
import time

from late import Late
from push import Client, post, target
from wechat import Beside, Push, percentile
from wechatd import eventually

WAITING = 1000
RATE = 1000
PHASE = 6  # seconds with those that wait, and seconds without
ARRIVAL = 0.5  # seconds in which they come
LIMITS = {"connections": 4096, "running": 4096, "requests_per_connection": 100_000}


def run(report, directory, options):
    times(report, directory, rate=RATE // 5 if options.quick else RATE, rounds=1 if options.quick else 4)
    for order in ("copy", "hang", "sleep"):
        memory(report, os.path.join(directory, order), order)


def times(report, directory, rate, rounds):
    with Late(directory, late="[mailbox]", **LIMITS) as server:
        warm_up(server)
        begin = time.monotonic()
        fast = Beside(
            server.port, [Push("fast", f"oFast{n % 500}", n / rate) for n in range(2 * PHASE * rounds * rate)])
        threads, more, slow = server.threads(), 0, []
        for number in range(rounds):
            time.sleep(max(begin + (2 * number + 1) * PHASE - time.monotonic(), 0))
            crowd = Beside(server.port, [
                Push("sleep 5", f"oWaiting{number}_{n}", ARRIVAL * n / WAITING) for n in range(WAITING)
            ])
            time.sleep(PHASE / 2)
            report.say(f"{server.metric('wechatd_pushes_waiting')} wait")
            more = max(more, server.threads() - threads)
            slow += crowd.pushes()
        judge(report, begin, fast.pushes())
    waited = [push.answered.seconds for push in slow if push.answered]
    report.want(f"{len(waited)} of {len(slow)} that wait answered", len(waited) == len(slow))
    report.want_time(f"after {min(waited):.2f} to {max(waited):.2f} s (< 4.9)", max(waited) < 4.9)
    report.want(f"{more} threads more (0)", more == 0)


def warm_up(server):
    """Until its buffers and tables have grown and its threads are there."""
    pushes = [Push("fast", f"oFast{number}", number / 1000) for number in range(2000)]
    Beside(server.port, pushes + [Push("sleep 0.1", f"oWarm{number}", 2) for number in range(20)]).pushes()


def judge(report, begin, fast):
    times = [[], []]
    for push in fast:
        if push.answered:
            times[int((push.answered.start - begin) // PHASE) % 2].append(push.answered.seconds)
    failed = sum(len(push.deliveries) != 1 or not push.answered for push in fast)
    report.want(f"{len(fast)} fast pushes, {failed} failed (0)", failed == 0)
    for percent in (50, 99):
        alone, beside = (percentile(some, percent) for some in times)
        figure = f"p{percent} {alone:.2f} ms alone, {beside:.2f} beside those that wait, ratio {beside / alone:.1f}"
        report.want_time(f"{figure} (p99 < 50 ms)" if percent == 99 else figure, beside < 50)
    report.say(f"their sender was late by {percentile([push.lag for push in fast], 99):.1f} ms (p99)")


def memory(report, directory, order):
    """What a delivery costs that waits in a handler, or as a copy of a push, on a connection that is there."""
    os.mkdir(directory)
    with Late(directory, late="[mailbox]", **LIMITS) as server:
        warm_up(server)
        clients = [Client(server.port) for _ in range(2 * WAITING)]
        for client in clients:
            client.push()
        before = server.resident()
        one = Push("hang 1", "oCopy")
        for number, client in enumerate(clients):
            push = one if order == "copy" else Push(f"{order} 60", f"oWaiting{number}")
            client.send(post(push.document, target()))
        eventually("all to wait", lambda: server.metric("wechatd_pushes_waiting") == len(clients))
        kilobytes = (server.resident() - before) * 1000 / len(clients)
    figure = f"{kilobytes:.1f} KB each that waits: {order}"
    if order == "sleep":  # a third is Dispatch's timer
        report.say(figure)
    else:
        report.want(f"{figure} (≤ 4)", kilobytes <= 4)
