"""All measurements, one after the other. What cannot be had is said and left out."""

import sys
from contextlib import contextmanager

from . import peers
from .load import Comparison, check_echo
from .measures import IDLE_CONNECTIONS, instructions, memory, system_calls
from .report import Goal, Report
from .server import CORES, Unmeasured, running

METHOD = """\
Each server in turns with the reference, {rounds} rounds of {seconds:g} s, medians. 64 keep-alive connections, signed text
pushes of 315 bytes, each unlike every other, echoed; *safe*: in safe mode, where push and reply are encrypted and signed
and 617 bytes come. A load that never sleeps, on the last core; of a hundred answers it looks at one, and opens it. A
server has the first core (two loops: the first two of {cores}). CPU is a server's own on-CPU time, all its threads and
processes. The reference's rows are a second process of it: as far as they are from 1.00, so far goes the noise. MB is
10⁶ bytes resident, idle after the start; B/connection is what {idle} idle connections add, each after one push."""
AT_LEAST = {peers.SYNC: 1.5, peers.ASYNC: 1.4, peers.SAFE: 0.9, peers.DURABLE: 1}
AT_LEAST_OF_PEER = {
    peers.SYNC: {peers.NGINX: 0.8, peers.GO: 2.3, peers.HUMMINGBIRD: 3.3, peers.WECHATPY: 6.5},
    peers.SAFE: {peers.SAFE_GO: 3, peers.SAFE_HUMMINGBIRD: 3, peers.SAFE_WECHATPY: 8},
}
INSTRUCTIONS_AT_MOST = {peers.SYNC: 32_000, peers.ASYNC: 38_000, peers.SAFE: 95_000}
SYSTEM_CALLS_AT_MOST = {peers.SYNC: 2.1, peers.ASYNC: 2.1}
SERVERS = (
    peers.REFERENCE, peers.SYNC, peers.ASYNC, peers.TWO_LOOPS, peers.FAST, peers.DURABLE, *AT_LEAST_OF_PEER[peers.SYNC],
    peers.SAFE_REFERENCE, peers.SAFE, *AT_LEAST_OF_PEER[peers.SAFE])


class Benchmark:
    """A run of everything, into a report."""

    def __init__(self, rounds, seconds):
        self.rounds, self.seconds = rounds, seconds
        self.report = Report(METHOD.format(rounds=rounds, seconds=seconds, cores=len(CORES), idle=IDLE_CONNECTIONS))
        self.speeds = {}  # times the reference, by the server's name

    def measure(self):
        peers.build_tools()
        with running(peers.REFERENCE) as reference:
            for server in SERVERS:
                self.server(server, reference)
            self.connection_for_each(reference)
            self.speed_goals()
            self.latency(reference)
        self.logging()
        self.counts()

    @contextmanager
    def step(self, name):
        print(f"… {name}", file=sys.stderr, flush=True)
        try:
            yield
        except Unmeasured as reason:
            print(f"SKIPPED {name}: {reason}", file=sys.stderr, flush=True)
            self.report.missing.append(f"{name}: {reason}")

    def compare(self, one, other, **options):
        return Comparison(one, other, self.rounds, seconds=self.seconds, **options)

    def server(self, server, reference):
        """A row of the table."""
        with self.step(server.name):
            server.build()
            with running(server) as one:
                if server.echoes:
                    check_echo(one)
                turns = self.compare(one, reference)
            self.speeds[server.name] = 1 / turns.ratio("cpu")
            self.report.servers.append(_cells(server.name, turns.one, 1 / turns.ratio("cpu")) + self.memory(server))

    def memory(self, server):
        cells = ["–", "–"]
        with self.step(f"memory of {server.name}"):
            idle, files, connection = memory(server)
            cells = [f"{idle / 1e6:.1f}", f"{connection:.0f}"]
            if server is peers.SYNC:
                self.goal("memory of the idle process", idle / 1e6, "≤", 24, "{:.1f} MB")
                self.remark(f"{files / 1e6:.1f} MB of the idle process are code and libraries, mapped from files")
                self.goal("memory for an idle connection", connection, "≤", 700, "{:.0f} B")
        return cells

    def connection_for_each(self, reference):
        with self.step("a connection a push"), running(peers.SYNC) as one:
            turns = self.compare(one, reference, close=True)
            for name, figure, speed in (
                (peers.REFERENCE.name, turns.other, 1),
                (peers.SYNC.name, turns.one, 1 / turns.ratio("cpu")),
            ):
                self.report.servers.append([*_cells(f"{name}, a connection a push", figure, speed), "–", "–"])

    def speed_goals(self):
        for server, wanted in AT_LEAST.items():
            if server.name in self.speeds:
                self.goal(f"{server.name} against the reference", self.speeds[server.name], "≥", wanted)
        for server, others in AT_LEAST_OF_PEER.items():
            for peer, wanted in others.items():
                if {server.name, peer.name} <= self.speeds.keys():
                    speed = self.speeds[server.name] / self.speeds[peer.name]
                    self.goal(f"{server.name} against {peer.name}", speed, "≥", wanted)

    def latency(self, reference):
        with self.step("p50 at 10 000/s"), running(peers.SYNC) as one:
            turns = self.compare(one, reference, rate=10_000)
            self.goal("p50 at 10 000/s against the reference", turns.ratio("p50"), "≤", 0.85)
            self.remark(f"p50 at 10 000/s: {turns.one('p50'):.0f} µs, the reference {turns.other('p50'):.0f} µs")

    def logging(self):
        with self.step("log on against off"), running(peers.SYNC) as one, running(peers.QUIET) as quiet:
            turns = self.compare(one, quiet)
            self.goal("CPU that the log adds", (turns.ratio("cpu") - 1) * 100, "≤", 5, "{:.1f} %")

    def counts(self):
        """What is counted, not timed."""
        for server, wanted in INSTRUCTIONS_AT_MOST.items():
            with self.step(f"instructions of {server.name}"):
                self.goal(f"instructions a push, {server.name}", instructions(server), "≤", wanted, "{:.0f}")
        for server, wanted in SYSTEM_CALLS_AT_MOST.items():
            with self.step(f"system calls of {server.name}"):
                count, names = system_calls(server)
                self.goal(f"system calls a push, {server.name}", count, "≤", wanted, "{:.2f}")
                self.remark(f"system calls a push under full load, {server.name}: {names}")

    def goal(self, *what):
        self.report.goals.append(Goal(*what))

    def remark(self, text):
        self.report.remarks.append(text)


def _cells(name, figure, speed):
    return [name, f"{figure('per_second'):.0f}", f"{figure('cpu'):.2f}", f"{speed:.2f}"]
