"""500 slow clients of slowhttptest at once, each of three ways, while good pushes go on.

-H sends a header and -B a body piece by piece, -X sends ten handshakes and hardly reads the answers.
"""

import subprocess
import time

from load import Load
from push import target
from wechatd import Server, eventually

CLIENTS = 500
SECONDS = 20


def run(report, directory, _):
    # The good connections are told from the slow ones by being there before.
    with Server(directory, requests_per_connection=1_000_000) as server, Load(server.port) as load:
        handshake = f"{target()}&echostr={'a' * 96}"
        for name, path, options in [
            ("-H", "/wechat", ["-H", "-i", "1"]),
            ("-B", "/wechat", ["-B", "-i", "1"]),
            ("-X", handshake, ["-X", "-k", "10", "-n", "1", "-z", "5", "-w", "64", "-y", "512"]),
        ]:
            load.lap()
            url = f"http://127.0.0.1:{server.port}{path}"
            count, longest = attack(server, [*options, "-u", url])
            outcome = load.lap()
            report.want(f"{name} {count} clients", count >= CLIENTS)
            report.want_time(f"closed after {longest:.1f} s (< 10)", longest < 10)
            report.want(f"{outcome.count} good pushes, {len(outcome.failures)} failed (0)", not outcome.failures)
            report.want_time(f"p99 {outcome.p99:.1f} ms (< 100)", outcome.p99 < 100)


def attack(server, options):
    """Lets slowhttptest run; how many connections the server had of it, and the longest life of one in seconds."""
    good = server.peers()
    count = str(CLIENTS)
    command = ["slowhttptest", "-c", count, "-r", count, "-l", str(SECONDS), "-p", "3", "-v", "0", *options]
    born, longest = {}, 0

    def all_are_closed():
        nonlocal longest
        now, slow = time.monotonic(), server.peers() - good
        for port in slow:
            longest = max(longest, now - born.setdefault(port, now))
        return len(born) >= CLIENTS and not slow

    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            eventually("the slow ones to be closed", all_are_closed, SECONDS + 10, pause=0.05)
        except TimeoutError:
            longest = float("inf")
        finally:
            process.kill()
    eventually("the end of the slow ones", lambda: not server.peers() - good)
    return len(born), longest
