"""100 clients that send one push after the other and read no answer."""

import time

from push import Client, post, text
from wechatd import Server, eventually

CLIENTS = 100


def run(report, directory, options):
    deadline = 1 if options.quick else 5
    settings = {"write_seconds": deadline, "requests_per_connection": 1_000_000, "level": "warning"}
    with Server(directory, **settings) as server:
        with Client(server.port) as client:
            client.push()
        before = server.resident()
        clients = [Deaf(server.port) for _ in range(CLIENTS)]
        peak = before

        def all_are_closed():
            nonlocal peak
            peak = max(peak, server.resident())
            return sum(client.goes_on() for client in clients) == 0

        eventually("the deaf ones to be closed", all_are_closed)
        longest = max(client.waited for client in clients)
        eventually("no connection", lambda: server.connections() == 0)
        taken = sum(client.sent for client in clients) / 1e6
        report.say(f"{CLIENTS} clients, {taken:.0f} MB taken of them, all closed")
        report.want_time(f"{longest:.1f} s after the last byte (< 10)", longest < 10)
        report.say(f"{before:.1f} MB before, {peak:.1f} at most, {server.resident():.1f} after")
        grown = (peak - before) * 1000 / CLIENTS
        report.want(f"{grown:.0f} kB a client (< 256)", grown < 256)
        with Client(server.port) as client:
            status = client.push().status
        report.want(f"served after it: {status} (200)", status == 200)


class Deaf(Client):
    """Sends as much as the server takes."""

    pushes = b"".join(post(text("x" * 2000)) for _ in range(20))

    def __init__(self, port):
        super().__init__(port, receive_buffer=4096)
        self.socket.setblocking(False)
        self.sent, self.waited, self.last, self.is_open = 0, 0, time.monotonic(), True

    def goes_on(self):
        """Sends more; whether the connection is still there."""
        try:
            while self.is_open:
                start = self.sent % len(self.pushes)
                self.sent += self.socket.send(self.pushes[start:])
                self.last = time.monotonic()
        except BlockingIOError:
            pass
        except ConnectionError:
            self.is_open, self.waited = False, time.monotonic() - self.last
        return self.is_open
