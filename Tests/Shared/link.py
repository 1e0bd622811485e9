"""What lies between instances and Redis, and does what networks do: it is slow, and breaks connections."""

import asyncio
import contextlib
import random
import socket
import struct
import threading


class Link:
    """A TCP port in front of a socket, served by a thread, in a `with` block."""

    def __init__(self, socket_path):
        self.path = socket_path
        self.delay = 0  # seconds that each piece takes, in each direction
        self.resets = 0  # which part of connections is reset, each second
        self.count = 0  # connections reset so far
        self.loop = asyncio.new_event_loop()
        self.open = set()
        self.server = self.loop.run_until_complete(asyncio.start_server(self.serve, "127.0.0.1", 0))
        self.url = f"redis://127.0.0.1:{self.server.sockets[0].getsockname()[1]}"

    def __enter__(self):
        self.resetting = self.loop.create_task(self.reset())
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_):
        asyncio.run_coroutine_threadsafe(self.end(), self.loop).result()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

    async def end(self):
        self.server.close()
        self.resetting.cancel()
        for writer in list(self.open):
            writer.transport.abort()
        await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()}, return_exceptions=True)

    async def serve(self, reader, writer):
        try:
            inner_reader, inner_writer = await asyncio.open_unix_connection(self.path)
        except OSError:
            return writer.close()
        self.open.add(writer)
        try:
            await asyncio.gather(self.pass_on(reader, inner_writer), self.pass_on(inner_reader, writer))
        finally:
            self.open.discard(writer)
            writer.close()
            inner_writer.close()

    async def pass_on(self, reader, writer):
        """Each piece as late as all, and in order."""
        with contextlib.suppress(OSError):
            while data := await reader.read(65536):
                self.loop.call_later(self.delay, write, writer, data)
        self.loop.call_later(self.delay, writer.close)

    async def reset(self):
        while True:
            await asyncio.sleep(1)
            for writer in list(self.open):
                if random.random() < self.resets:
                    linger = struct.pack("ii", 1, 0)
                    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                    writer.transport.abort()
                    self.count += 1


def write(writer, data):
    if not writer.is_closing():
        writer.write(data)
