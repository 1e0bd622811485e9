"""Bad requests of every sort, and clients that go away in the middle."""

import itertools
import multiprocessing
import time

from push import Client, post, push, target, text


def refusals():
    """Requests that are refused, with their status. The connection stays."""
    body = text("a")
    return [
        (403, post(body, target(token="wrong"))),
        (403, post(body, target(age=3600))),
        (404, post(body, "/")),
        (400, post(body, "/wechat")),
        (400, post(b"<xml><MsgType>text</MsgType>")),
    ]


def violations():
    """Requests that are not HTTP as it must be, or too large, with their status. The connection is closed."""
    return [
        (400, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"),
        (400, b"GET / HTTP/1.1\r\n\r\n"),
        (400, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"),
        (405, b"DELETE / HTTP/1.1\r\nHost: a\r\n\r\n"),
        (414, b"GET /" + b"a" * 5000 + b" HTTP/1.1\r\nHost: a\r\n\r\n"),
        (431, b"GET / HTTP/1.1\r\nHost: a\r\n" + b"A: b\r\n" * 64 + b"\r\n"),
        (413, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\n\r\n"),
    ]


def violate(port, status, request):
    """Whether a request on a connection of its own gets the status."""
    with Client(port) as client:
        client.send(request)
        answer = client.answer()
        # Which leaves no port in TIME_WAIT: a flood would need more than there are.
        client.reset()
        return answer.status == status and answer.closes


def abort(port, state):
    """Resets a connection: fresh, after half a header, after half a body, before the answer is read."""
    whole = push()
    with Client(port) as client:
        client.send([b"", whole[:60], whole[:-60], whole][state % 4])
        client.reset()


class Flood:
    """Bad requests at a rate, from several processes, for so many seconds: half of them refusals, half violations.

    Refusals come in rows over one connection, a violation has one for itself.
    """

    ROW = 10

    def __init__(self, port, rate, seconds, processes=3):
        context = (port, rate / processes, seconds)
        with multiprocessing.Pool(processes) as pool:
            start = time.monotonic()
            results = pool.starmap(self._send, [context] * processes)
            self.seconds = time.monotonic() - start
        self.count, self.right = (sum(numbers) for numbers in zip(*results))

    @classmethod
    def _send(cls, port, rate, seconds):
        kept, single = itertools.cycle(refusals()), itertools.cycle(violations())
        client = Client(port)
        count = right = 0
        start = time.monotonic()
        while count < rate * seconds:
            time.sleep(max(start + count / rate - time.monotonic(), 0))
            row = [next(kept) for _ in range(cls.ROW)]
            client.send(b"".join(request for _, request in row))
            answers = [client.answer() for _ in row]
            right += sum(answer.status == status for answer, (status, _) in zip(answers, row))
            right += sum(violate(port, *next(single)) for _ in row)
            count += 2 * cls.ROW
            if answers[-1].closes:
                client.close()
                client = Client(port)
        client.close()
        return count, right
