"""Standard error closed, full, or a pipe: one that nobody reads, and one whose reader has gone."""

import os
import shlex

from push import Client
from wechatd import Server

PUSHES = 2000


def run(report, directory, _):
    pipe = os.path.join(directory, "pipe")
    os.mkfifo(pipe)
    for name, redirection, loses in [
        ("closed", "2>&-", False),
        ("full", "2>/dev/full", True),
        ("unread pipe", f"2>{shlex.quote(pipe)}", True),
        ("left pipe", f"2>{shlex.quote(pipe)}", True),
    ]:
        reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        with Server(directory, stderr=redirection, requests_per_connection=1_000_000) as server:
            if name == "left pipe":
                os.close(reader)
            with Client(server.port) as client:
                right = sum(client.push().status == 200 for _ in range(PUSHES))
            lost = server.metric("wechatd_log_lines_lost_total")
            status, _ = server.terminate()
        if name != "left pipe":
            os.close(reader)
        report.want(f"{name}: {right} of {PUSHES} pushes answered", right == PUSHES)
        report.want(f"{lost} lines lost ({'some' if loses else 'none'})", (lost > 0) == loses)
        report.want(f"exit {status} (0)", status == 0)
