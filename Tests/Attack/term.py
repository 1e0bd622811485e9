"""SIGTERM under load, from three sorts of clients.

Busy ones push over kept connections, and learn from `Connection: close` that they must go. Brief ones make a connection
for each push. Idle ones must see an end and no reset. Lost is a push that was sent over a connection that stood, before
the client could see its end, and got no answer. A connection that is refused loses nothing: a proxy asks the next
instance.

A connection that the kernel establishes in the microseconds between the server's last look at its queue and the end of
the listening socket was never accepted, and is reset. One in about 400 stops saw it here. (A filter that drops new SYNs
meanwhile prevents it, and costs each proxy a wait where it was refused at once: 310 of 21 600 pushes behind nginx.)
"""

import asyncio

from load import exchange
from push import Client
from wechatd import Server

BUSY = 16
BRIEF = 16
IDLE = 16


def run(report, directory, options):
    rounds = 5 if options.quick else 50
    total = {"answered": 0, "lost": 0, "unaccepted": 0}
    longest, resets, statuses = 0, 0, set()
    for _ in range(rounds):
        with Server(directory) as server:
            idle = [Client(server.port) for _ in range(IDLE)]
            for client in idle:
                client.push()
            counts, (status, seconds) = asyncio.run(stop_under_load(server))
            resets += sum(not ends_politely(client) for client in idle)
        total = {name: total[name] + count for name, count in counts.items()}
        longest, statuses = max(longest, seconds), statuses | {status}
    report.want(f"{rounds} stops: {total['answered']} pushes answered, {total['lost']} lost (0)", total["lost"] == 0)
    unaccepted = total["unaccepted"]
    report.want_time(f"{unaccepted} on connections that were not accepted (≤ {rounds // 25})", unaccepted <= rounds // 25)
    report.want(f"{resets} of {rounds * IDLE} idle connections reset (0)", resets == 0)
    report.want(f"exit {statuses} (0)", statuses == {0})
    report.want_time(f"within {longest:.1f} s (< 5)", longest < 5)


async def stop_under_load(server):
    """What the clients saw, and how the server ended."""
    counts = {"answered": 0, "lost": 0, "unaccepted": 0}
    clients = [busy(server.port, counts) for _ in range(BUSY)] + [brief(server.port, counts) for _ in range(BRIEF)]
    tasks = [asyncio.create_task(client) for client in clients]
    while counts["answered"] < 20 * len(clients):
        await asyncio.sleep(0.001)
    end = await asyncio.to_thread(server.terminate)
    await asyncio.gather(*tasks)
    return counts, end


async def busy(port, counts):
    """Sends push after push, and makes a connection only when it is told to go."""
    while stream := await connected(port):
        is_accepted = False
        while not await closes(stream, counts, is_accepted):
            is_accepted = True
        stream[1].close()


async def brief(port, counts):
    while stream := await connected(port):
        await closes(stream, counts, is_accepted=False)
        stream[1].close()


async def connected(port):
    """A connection; None when the server accepts no more."""
    try:
        return await asyncio.open_connection("127.0.0.1", port)
    except ConnectionError:
        return None


async def closes(stream, counts, is_accepted):
    """Sends a push, unless the server has closed meanwhile; whether the connection is at its end."""
    await asyncio.sleep(0)  # a look at the socket, as a proxy has before it uses a connection again
    if stream[0].at_eof():
        return True
    try:
        answer = await exchange(*stream)
    except ConnectionError:
        # Only an answer tells that a connection was accepted. A reset of any other would show here in numbers.
        counts["lost" if is_accepted else "unaccepted"] += 1
        return True
    counts["answered"] += 1
    return answer.closes


def ends_politely(client):
    """Whether the connection has ended and was not reset."""
    try:
        return client.socket.recv(1) == b""
    except ConnectionError:
        return False
    finally:
        client.close()
