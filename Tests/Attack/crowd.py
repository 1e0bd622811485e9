"""3 000 connections where 1 024 are served, beside good pushes on connections that were there before."""

import time

from load import Load
from push import Client, push
from wechatd import Server, eventually

CROWD = 3000
CAP = 1024
GOOD = 8


def run(report, directory, _):
    # Silence is another scenario's.
    with Server(directory, connections=CAP, header_seconds=60) as server:
        with Load(server.port, connections=GOOD) as load:
            start = time.monotonic()
            crowd = [Client(server.port) for _ in range(CROWD)]
            answers = [ask(client) for client in crowd]
            seconds = time.monotonic() - start
            report.want(f"{answers.count(200)} of {CROWD} served ({CAP - GOOD})", answers.count(200) == CAP - GOOD)
            closed = answers.count(None)
            report.want(f"{closed} closed", closed == CROWD - CAP + GOOD)
            report.want_time(f"all within {seconds:.1f} s (< 5)", seconds < 5)
            for client in crowd:
                client.close()
            eventually("the crowd to be gone", lambda: server.connections() <= GOOD)
            crowd = [Client(server.port) for _ in range(CAP - GOOD)]
            again = [ask(client) for client in crowd].count(200)
            report.want(f"{again} served after it ({CAP - GOOD})", again == CAP - GOOD)
        outcome = load.outcome
        report.want(f"{outcome.count} good pushes, {len(outcome.failures)} failed (0)", not outcome.failures)
        report.want_time(f"p99 {outcome.p99:.1f} ms (< 100)", outcome.p99 < 100)


def ask(client):
    """The status of a push's answer; None when the server has closed."""
    try:
        return client.push().status
    except ConnectionError:
        return None
