"""10 000 connections that are reset: fresh, in a header, in a body, and before the answer is read."""

from hostile import abort
from push import Client
from wechatd import Server, eventually

CONNECTIONS = 10_000


def run(report, directory, _):
    # Answers that are kept are no leak: their table is full before anything is measured.
    with Server(directory, answers=1000) as server:
        # As many as the buffers and tables need to grow to their size.
        before = after(server, CONNECTIONS // 5)
        now = after(server, CONNECTIONS)
        with Client(server.port) as client:
            status = client.push().status
        report.want(f"{CONNECTIONS} aborted; served after it: {status} (200)", status == 200)
        report.want(f"descriptors {before[0]} before, {now[0]} after (± 2)", abs(now[0] - before[0]) <= 2)
        report.want(f"{before[1]:.2f} MB before, {now[1]:.2f} after (< 1 more)", now[1] - before[1] < 1)


def after(server, connections):
    """The server's descriptors and memory after so many aborted connections."""
    for state in range(connections):
        abort(server.port, state)
    eventually("no connection", lambda: server.connections() == 0)
    return server.descriptors(), server.resident()
