"""Good pushes at a steady rate from a process of their own, so that what an attack costs its sender delays none."""

import asyncio
import dataclasses
import multiprocessing
import time

from push import Answer, push
from wechatd import PATIENCE


@dataclasses.dataclass
class Outcome:
    """What became of the pushes."""

    times: list  # seconds from the moment when each answered push was due
    failures: list  # a word for each that was not answered 200

    @property
    def count(self):
        return len(self.times) + len(self.failures)

    @property
    def p99(self):
        """In milliseconds."""
        return sorted(self.times)[len(self.times) * 99 // 100] * 1000 if self.times else float("inf")


class Load:
    """Pushes to a port, in a `with` block. `outcome` is there after it."""

    def __init__(self, port, rate=100, connections=8):
        ours, theirs = multiprocessing.Pipe()
        self.pipe = ours
        self.process = multiprocessing.Process(target=_run, args=(theirs, port, rate, connections), daemon=True)

    def __enter__(self):
        self.process.start()
        self.pipe.recv()  # every connection has had its first answer
        return self

    def __exit__(self, *_):
        self.pipe.send("stop")
        self.outcome = self.pipe.recv()
        self.process.join()

    def lap(self):
        """What has been measured so far; the rest is measured anew."""
        self.pipe.send("lap")
        return self.pipe.recv()


async def exchange(reader, writer):
    """Sends a push; its answer. ConnectionError when the server has closed or reset the connection instead."""
    writer.write(push())
    data = b""
    while not (answer := Answer(data)).is_whole:
        more = await reader.read(65536)
        if not more:
            raise ConnectionError("closed without an answer")
        data += more
    return answer


def _run(pipe, port, rate, connections):
    asyncio.run(_Sender(port, rate, connections).run(pipe))


class _Sender:
    def __init__(self, port, rate, connections):
        self.port, self.pause, self.connections = port, connections / rate, connections
        self.outcome = Outcome([], [])
        self.silent = set(range(connections))  # those that have had no answer yet
        self.stops = False

    async def run(self, pipe):
        clients = [asyncio.create_task(self.client(index)) for index in range(self.connections)]
        while self.silent:
            await asyncio.sleep(0.01)
        pipe.send("ready")
        while not self.stops:
            await asyncio.sleep(0.01)
            if pipe.poll():
                self.stops = pipe.recv() == "stop"
                if self.stops:
                    await asyncio.gather(*clients)
                pipe.send(self.outcome)
                self.outcome = Outcome([], [])

    async def client(self, index):
        """One connection's pushes, each at its time or as soon as the one before is answered."""
        stream = None
        due = time.monotonic() + self.pause * index / self.connections
        while not self.stops:
            await asyncio.sleep(max(due - time.monotonic(), 0))
            try:
                stream = stream or await asyncio.open_connection("127.0.0.1", self.port)
                answer = await asyncio.wait_for(exchange(*stream), PATIENCE)
            except (OSError, asyncio.TimeoutError) as error:
                self.outcome.failures.append(type(error).__name__)
                answer = None
            else:
                if answer.status == 200:
                    self.outcome.times.append(time.monotonic() - due)
                else:
                    self.outcome.failures.append(str(answer.status))
            self.silent.discard(index)
            if stream and (answer is None or answer.closes):
                stream[1].close()
                stream = None
            due = max(due + self.pause, time.monotonic() - 1)
