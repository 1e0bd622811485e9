"""A supervised server that is killed at random under load: connections wait for the next one, and none is refused.

Every client makes a connection for each push. Cut is a push whose server was killed when it had been sent; WeChat sends
it again. A server is killed five times, because what fails oftener in ten seconds is given longer pauses.
"""

import asyncio
import os
import random
import signal
import time

from load import exchange
from push import Client
from wechatd import Server, eventually

CLIENTS = 32
KILLS = 5


def run(report, directory, options):
    rounds = 2 if options.quick else 20
    total = {"answered": 0, "cut": 0, "refused": 0}
    times, stops = [], []
    for _ in range(rounds):
        with Server(directory, options="--supervise") as server:
            counts, pauses, stop = asyncio.run(kill_under_load(server))
        total = {name: total[name] + count for name, count in counts.items()}
        times, stops = times + pauses, stops + [stop]
    report.want(f"{rounds * KILLS} kills: {total['refused']} connections refused (0)", total["refused"] == 0)
    report.say(f"{total['answered']} pushes answered, {total['cut']} cut")
    times.sort()
    report.want_time(
        f"answers after {times[len(times) // 2]:.2f} s, {times[-1]:.2f} s at most (< 1)", times[-1] < 1)
    report.want(f"SIGTERM: exit {set(status for status, _ in stops)} (0)", all(status == 0 for status, _ in stops))
    report.want_time(f"within {max(seconds for _, seconds in stops):.1f} s (< 5)", all(time < 5 for _, time in stops))
    resources(report, directory)
    orphan(report, directory)


async def kill_under_load(server):
    """What the clients saw, the seconds from each kill to the next answer, and how the server ended."""
    counts = {"answered": 0, "cut": 0, "refused": 0}
    ends = asyncio.Event()
    tasks = [asyncio.create_task(client(server.port, counts, ends)) for _ in range(CLIENTS)]
    pauses = []
    for kill in range(1, KILLS + 1):
        await asyncio.sleep(random.random() / 10)
        start = time.monotonic()
        os.kill(server.child(), signal.SIGKILL)
        await asyncio.to_thread(answered, server.port)
        pauses.append(time.monotonic() - start)
        restarts = await asyncio.to_thread(server.metric, "wechatd_restarts_total")
        assert restarts == kill, restarts
    child = server.child()
    ends.set()
    stop = await asyncio.to_thread(server.terminate)
    await asyncio.gather(*tasks)
    assert not os.path.exists(f"/proc/{child}"), "the server outlived its supervisor"
    return counts, pauses, stop


async def client(port, counts, ends):
    while not ends.is_set():
        try:
            stream = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            # A stop closes the sockets.
            counts["refused"] += not ends.is_set()
            continue
        try:
            await exchange(*stream)
            counts["answered"] += 1
        except ConnectionError:
            counts["cut"] += 1
        stream[1].close()


def answered(port):
    """Returns when a push is answered that was sent on a new connection."""
    while True:
        with Client(port) as client:
            try:
                return client.push()
            except ConnectionError:
                pass  # it was still the old server's


def resources(report, directory):
    """What a supervisor needs that has nothing to do."""
    with Server(directory, options="--supervise") as server:
        answered(server.port)
        with open(f"/proc/{server.pid}/status") as file:
            fields = dict(line.split(":", 1) for line in file)
        own, threads = int(fields["RssAnon"].split()[0]) / 1000, int(fields["Threads"])
        switches = int(fields["voluntary_ctxt_switches"])
        for _ in range(1000):
            answered(server.port)
        with open(f"/proc/{server.pid}/status") as file:
            woken = int(dict(line.split(":", 1) for line in file)["voluntary_ctxt_switches"]) - switches
        report.want(f"supervisor: {threads} thread (1), {own:.1f} MB of its own (< 4)", threads == 1 and own < 4)
        report.want(f"woken {woken} times in 1000 pushes (0)", woken == 0)


def orphan(report, directory):
    """A server whose supervisor is killed ends at once."""
    with Server(directory, options="--supervise") as server:
        child = server.child()
        server.kill()
        eventually("the end of the server", lambda: not alive(child))
        report.say("killed supervisor leaves nobody")


def alive(pid):
    """Whether the process runs; nobody may be there to reap it."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False
