"""10 000 bad requests a second for five seconds, beside good pushes."""

from hostile import Flood
from load import Load
from wechatd import Server

RATE = 10_000
SECONDS = 5


def run(report, directory, _):
    # Good pushes write no line at this level: what is counted is about the bad ones.
    with Server(directory, level="warning") as server, Load(server.port) as load:
        before = server.cpu()
        flood = Flood(server.port, RATE, SECONDS)
        used = (server.cpu() - before) / flood.seconds
        outcome = load.lap()
        rate = flood.count / flood.seconds
        report.want(f"{flood.right} of {flood.count} bad requests refused as they must be", flood.right == flood.count)
        report.want_time(f"{rate:.0f} a second (≥ {0.95 * RATE:.0f})", rate >= 0.95 * RATE)
        report.say(f"server at {used:.0%} of a core")
        report.want(f"{server.log_lines()} log lines (< 200)", server.log_lines() < 200)
        report.want(f"{outcome.count} good pushes, {len(outcome.failures)} failed (0)", not outcome.failures)
        report.want_time(f"p99 {outcome.p99:.1f} ms (< 100)", outcome.p99 < 100)
