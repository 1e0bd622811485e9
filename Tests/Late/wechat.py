"""WeChat's side: it delivers a push, hangs up after five seconds, and delivers it again, three times in all."""

import collections
import dataclasses
import heapq
import itertools
import multiprocessing
import re
import select
import socket
import time

import push as pushes
from push import Answer

PATIENCE = 5
FAULT = "该公众号提供的服务出现故障"


@dataclasses.dataclass(frozen=True)
class Manner:
    """How a push comes again that had no answer: nobody outside knows which of these WeChat does."""

    pause: float = 0
    deliveries: int = 3
    is_fresh: bool = True  # with a timestamp and a nonce of its own


@dataclasses.dataclass
class Delivery:
    start: float
    seconds: float = 0
    status: int = 0  # 0 when there was no answer
    body: bytes = b""

    @property
    def has_ended(self):
        return self.seconds > 0


class Push:
    """A message, `due` seconds after the beginning, and what became of it."""

    def __init__(self, text, user, due=0, path="/wechat", manner=Manner()):
        self.text, self.user, self.due, self.path, self.manner = text, user, due, path, manner
        self.document = pushes.text(text, user)
        self.id = re.search(rb"<MsgId>(\d+)", self.document)[1].decode()
        self.first = pushes.target(path=path)
        self.deliveries = []
        self.lag = 0  # seconds by which the sender was too late for it

    def request(self):
        is_again = self.deliveries and self.manner.is_fresh
        return pushes.post(self.document, pushes.target(path=self.path) if is_again else self.first)

    @property
    def answered(self):
        """The delivery that was answered; None for none."""
        return next((delivery for delivery in self.deliveries if delivery.status == 200), None)

    @property
    def seen(self):
        """What the user sees of it: a text, or None for nothing."""
        if not self.answered:
            return FAULT
        return content(self.answered.body)


def content(body):
    """The text of a reply; None for `success`."""
    if body in (b"", b"success"):
        return None
    return re.search(r"<Content><!\[CDATA\[(.*)\]\]></Content>", body.decode(), re.DOTALL)[1]


class WeChat:
    """Delivers to a port; a push that comes again, to the next of several. Connections are kept, and used in turn."""

    def __init__(self, *ports):
        self.ports = ports
        self.poll = select.epoll()
        self.idle = {port: collections.deque() for port in ports}
        self.open = {}  # what is under way, by descriptor: socket, push, delivery, bytes
        self.waits = collections.deque()  # when its patience ends with each, and others that have ended
        self.again = []  # when to deliver a push again, by time
        self.numbers = itertools.count()

    def run(self, pushes):
        """Delivers pushes, which come in the order in which they are due, until all are at their end."""
        pushes = collections.deque(pushes)
        start = time.monotonic()
        while pushes or self.again or self.open:
            now = time.monotonic()
            while pushes and start + pushes[0].due <= now:
                push = pushes.popleft()
                push.lag = now - start - push.due
                self.deliver(push)
            while self.again and self.again[0][0] <= now:
                self.deliver(heapq.heappop(self.again)[2])
            self.hang_up(now)
            times = [start + pushes[0].due] if pushes else []
            times += [entries[0][0] for entries in (self.again, self.waits) if entries]
            pause = min(times, default=now) - time.monotonic()
            for descriptor, _ in self.poll.poll(max(pause, 0)):
                self.receive(descriptor)

    def hang_up(self, now):
        while self.waits and (self.waits[0][0] <= now or self.waits[0][2].has_ended):
            _, descriptor, delivery = self.waits.popleft()
            if not delivery.has_ended:
                self.end(descriptor, is_kept=False)

    def deliver(self, push):
        request = push.request()
        delivery = Delivery(time.monotonic())
        port = self.ports[len(push.deliveries) % len(self.ports)]
        push.deliveries.append(delivery)
        try:
            connection = self.connection(port)
        except ConnectionError:  # there is no server
            return self.has_ended(push, delivery)
        self.open[connection.fileno()] = [connection, push, delivery, b""]
        self.waits.append((delivery.start + PATIENCE, connection.fileno(), delivery))
        connection.setblocking(True)
        try:
            connection.sendall(request)
            connection.setblocking(False)
        except ConnectionError:
            self.end(connection.fileno(), is_kept=False)

    def connection(self, port):
        if self.idle[port]:
            return self.idle[port].popleft()
        connection = socket.create_connection(("127.0.0.1", port))
        self.poll.register(connection, select.EPOLLIN)
        return connection

    def receive(self, descriptor):
        if descriptor not in self.open:  # the server has closed an idle connection
            idle, gone = next(
                (idle, connection) for idle in self.idle.values() for connection in idle
                if connection.fileno() == descriptor)
            idle.remove(gone)
            return self.close(gone)
        entry = self.open[descriptor]
        connection, _, delivery, _ = entry
        try:
            data = connection.recv(65536)
        except OSError:
            data = b""
        entry[3] += data
        answer = Answer(entry[3])
        if answer.is_whole:
            delivery.status, delivery.body = answer.status, answer.bytes.partition(b"\r\n\r\n")[2]
        if answer.is_whole or not data:
            self.end(descriptor, is_kept=answer.is_whole and not answer.closes)

    def end(self, descriptor, is_kept):
        connection, push, delivery, _ = self.open.pop(descriptor)
        if is_kept:
            self.idle[connection.getpeername()[1]].append(connection)
        else:
            self.close(connection)
        self.has_ended(push, delivery)

    def close(self, connection):
        # Closing alone leaves it in the poll while a process that is just being started has it, too.
        self.poll.unregister(connection)
        connection.close()

    def has_ended(self, push, delivery):
        now = time.monotonic()
        delivery.seconds = now - delivery.start
        if delivery.status != 200 and len(push.deliveries) < push.manner.deliveries:
            heapq.heappush(self.again, (now + push.manner.pause, next(self.numbers), push))


def deliver(port, pushes, *others):
    """Delivers pushes, and returns them at their end. Where there are `others`, ports take turns with each push."""
    pushes = list(pushes)
    WeChat(port, *others).run(pushes)
    return pushes


class Beside:
    """Delivers pushes from a process of its own, so that what one load costs its sender delays no other."""

    def __init__(self, port, pushes):
        self.ours, theirs = multiprocessing.Pipe()
        self.process = multiprocessing.Process(target=lambda: theirs.send(deliver(port, pushes)), daemon=True)
        self.process.start()

    def pushes(self):
        """The pushes, once all are at their end."""
        pushes = self.ours.recv()
        self.process.join()
        return pushes


def percentile(times, percent):
    """In milliseconds, of seconds."""
    return sorted(times)[len(times) * percent // 100] * 1000 if times else float("inf")
