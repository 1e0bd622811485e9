"""The load: one run, and two servers against each other in interleaved rounds."""

import subprocess
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from .machine import cpu_seconds
from .server import APP_ID, BUILD, CORES, KEY, TOKEN, Unmeasured


@dataclass
class Sample:
    """What one run of the load has seen."""

    requests: int
    per_second: float
    cpu: float  # of the server, microseconds a request
    p50: float  # microseconds
    p99: float


class Run(NamedTuple):
    """What one run of the load prints."""

    requests: int
    wrong: int
    seconds: float
    p50: float
    p99: float


def load_command(port, **options):
    """The command of the load. `close=True` is a flag, all else has a value."""
    words = ["taskset", "-c", str(CORES[-1]), BUILD / "load"]
    for name, value in ({"port": port, "token": TOKEN} | options).items():
        words += [f"--{name}"] if value is True else [f"--{name}", str(value)]
    return words


def sample(running, **options):
    """One run of the load. Unmeasured when an answer was missing or wrong."""
    if running.server.echoes:
        options["echoes"] = True
    before = cpu_seconds(running.pid)
    run = _run(running, **options)
    used = cpu_seconds(running.pid) - before
    if run.wrong:
        raise Unmeasured(f"{running.server.name}: {run.wrong} of {run.requests} answers were wrong")
    return Sample(run.requests, run.requests / run.seconds, used / run.requests * 1e6, run.p50, run.p99)


def _run(running, **options):
    load = subprocess.run(
        load_command(running.port, **running.server.load | options), capture_output=True, text=True)
    if load.returncode:
        raise Unmeasured(f"{running.server.name}: {load.stderr.strip()}")
    requests, wrong, *figures = map(float, load.stdout.split())
    return Run(int(requests), int(wrong), *figures)


class Comparison:
    """Two servers in turns, after a run of each that does not count."""

    def __init__(self, one, other, rounds, **options):
        options = one.server.load | options  # the other takes the same
        sample(one, **options), sample(other, **options)
        self.rounds = [(sample(one, **options), sample(other, **options)) for _ in range(rounds)]

    def one(self, name):
        """The median of a figure of the first server."""
        return median(getattr(one, name) for one, _ in self.rounds)

    def other(self, name):
        """The median of a figure of the second server."""
        return median(getattr(other, name) for _, other in self.rounds)

    def ratio(self, name):
        """The median of the rounds' ratios of a figure, the first server's by the other's."""
        return median(getattr(one, name) / getattr(other, name) for one, other in self.rounds)


def check_echo(running):
    """Sees that the server does the work it is measured at: the text comes back, and what is forged gets no 200."""
    sample(running, requests=1)
    forgeries = [{"token": TOKEN + "x"}]
    if "key" in running.server.load:
        forgeries += [{"key": KEY[::-1]}, {"app-id": APP_ID[::-1]}]
    for forgery in forgeries:
        if not _run(running, requests=1, **forgery).wrong:
            raise Unmeasured(f"{running.server.name}: it takes a push with another {', '.join(forgery)}")
