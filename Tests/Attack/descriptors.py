"""A server with 64 descriptors, and more connections than that at its door."""

import time

from push import Client
from wechatd import Server, eventually

DESCRIPTORS = 64
SECONDS = 3


def run(report, directory, _):
    with Server(directory, descriptors=DESCRIPTORS, header_seconds=60) as server:
        crowd = [Client(server.port) for _ in range(DESCRIPTORS)]
        eventually("the end of the descriptors", lambda: server.descriptors() == DESCRIPTORS)
        # The server closes these one by one and slowly: some wait all the time.
        crowd += [Client(server.port) for _ in range(300)]
        before = server.cpu()
        time.sleep(SECONDS)
        used = (server.cpu() - before) / SECONDS
        # The server gives one up for a moment to take a connection and close it.
        count = server.descriptors()
        report.want(f"{count} descriptors of {DESCRIPTORS} used", count >= DESCRIPTORS - 1)
        report.want(f"CPU {used:.1%} (< 5 %)", used < 0.05)
        for client in crowd:
            client.close()
        start = time.monotonic()
        eventually("a push to be served again", lambda: is_served(server.port))
        seconds = time.monotonic() - start
        report.want_time(f"served again after {seconds:.2f} s (< 1)", seconds < 1)


def is_served(port):
    """Whether a push is answered. A loop that has not seen the ends of the crowd yet may close one connection more."""
    try:
        with Client(port) as client:
            return client.push().status == 200
    except ConnectionError:
        return False
