"""50 restarts behind nginx with two instances, one at a time, while pushes go on."""

import time

from load import Load
from proxy import Proxy, fixed_port
from wechatd import Server

RESTARTS = 50
RATE = 200
# Seconds between two, as Config/nginx.conf says.
PAUSE = 2


def run(report, directory, _):
    ports = [fixed_port(), fixed_port()]
    instances = [start(directory, port) for port in ports]
    statuses = set()
    try:
        with Proxy(directory, *ports) as proxy, Load(proxy.port, RATE, connections=16) as load:
            for number in range(RESTARTS):
                time.sleep(PAUSE)
                index = number % 2
                statuses.add(instances[index].terminate()[0])
                instances[index].kill()
                instances[index] = start(directory, ports[index])
    finally:
        for instance in instances:
            instance.kill()
    outcome = load.outcome
    failures = ", ".join(f"{outcome.failures.count(kind)} {kind}" for kind in sorted(set(outcome.failures)))
    report.want(f"{RESTARTS} restarts, exit {statuses} (0)", statuses == {0})
    report.want(f"{outcome.count} pushes, {failures or 'none'} failed (none)", not outcome.failures)
    report.say(f"p99 {outcome.p99:.1f} ms, longest {max(outcome.times) * 1000:.0f} ms")


def start(directory, port):
    return Server(directory, listen=f"127.0.0.1:{port}")
