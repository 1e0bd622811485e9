"""A journal of a million keys: its size, its start, what a retry takes, and how it gets rid of what is old."""

import contextlib
import os
import random
import sqlite3
import time

from durable import Durable, Effects
from push import Client, post
from wechat import Push, content, percentile

KEYS = 1_000_000
SAMPLE = 1_000
DAY = 86_400
PURGE = 60  # seconds that are watched
SETTINGS = {"level": "warning", "requests_per_connection": 1_000_000}


def run(report, directory, options):
    keys = KEYS // 20 if options.quick else KEYS
    with Durable(directory, **SETTINGS) as server:
        server.terminate()
    file = os.path.join(server.data, "journal.db")
    fill(file, keys)
    with Durable(directory, **SETTINGS) as server, Client(server.port) as client:
        pushes = [Push(f"now {number}", f"oMillion{number}") for number in range(SAMPLE)]
        new = [exchange(client, push)[0] for push in pushes]
    size = os.path.getsize(file)
    report.say(f"{keys} keys, {size / 1e6:.0f} MB, {size / keys:.0f} B each")
    look_up(report, directory, pushes, new)
    purge(report, directory, file, keys)


def look_up(report, directory, pushes, new):
    """Retries behind a kill: all of them are in the journal, and no handler is asked."""
    start = time.monotonic()
    with Durable(directory, **SETTINGS) as server, Client(server.port) as client:
        seconds = time.monotonic() - start
        random.shuffle(pushes)
        found = [exchange(client, push) for push in pushes]
        memory = server.resident()
    right = sum(content(answer) == f"answer to {push.text}" for push, (_, answer) in zip(pushes, found))
    effects = Effects(server.effects)
    begun = sum(len(effects.begins(push)) for push in pushes)
    report.want_time(f"starts in {seconds:.2f} s (< 5)", seconds < 5)
    report.want(f"{right} of {SAMPLE} retries had their answer", right == SAMPLE)
    report.want(f"handlers begun {begun} times ({SAMPLE})", begun == SAMPLE)
    retries = [seconds for seconds, _ in found]
    report.say(f"a retry p50 {percentile(retries, 50):.2f}, p99 {percentile(retries, 99):.2f} ms")
    report.say(f"a new push p50 {percentile(new, 50):.2f}, p99 {percentile(new, 99):.2f} ms, {memory:.0f} MB resident")


def purge(report, directory, file, keys):
    """Half of it is a year old all at once, while pushes come."""
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.execute("UPDATE push SET received = received - ? WHERE id <= ?", [365 * DAY, keys // 2])
        database.commit()
    times, start = [], time.monotonic()
    with Durable(directory, **SETTINGS) as server, Client(server.port) as client:
        while time.monotonic() - start < PURGE and old_ones(file, keys)[0]:
            times.extend(exchange(client, Push("now", "oPurge"))[0] for _ in range(500))
    seconds = time.monotonic() - start
    rows, answers = old_ones(file, keys)
    report.say(f"{keys // 2} old ones: {answers} answers and {rows} rows left after {seconds:.0f} s")
    report.say(f"{(keys // 2 * 2 - answers - rows) / seconds:.0f} a second emptied or gone")
    report.say(f"meanwhile a push p50 {percentile(times, 50):.2f}, p99 {percentile(times, 99):.2f} ms")
    report.want_time(f"{max(times) * 1000:.0f} ms at most (< 500)", max(times) < 0.5)


def old_ones(file, keys):
    """How many old rows there are, and how many of them have an answer."""
    with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        return database.execute(
            "SELECT count(*), ifnull(sum(answer != 0), 0) FROM push WHERE id <= ?", [keys // 2]).fetchone()


def exchange(client, push):
    """Seconds that a delivery took, and what came."""
    start = time.monotonic()
    client.send(post(push.document))
    answer = client.answer()
    return time.monotonic() - start, answer.bytes.partition(b"\r\n\r\n")[2]


def fill(file, keys):
    """Adds rows as pushes of the last hours have left them, with keys that nobody asks for."""
    now, bits = int(time.time()), random.Random(1).getrandbits
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.executemany(
            """
            INSERT INTO push(
                id, user, own, received, state, attempts, account, authorizer, kind, answer, time, late, text)
            VALUES (?, ?, ?, ?, 2, 1, 'example', '', 'text', ?, ?, 0, 0)
            """,
            ((number, bits(63), bits(63), now - 3600, number, now - 3600) for number in range(1, keys + 1)))
        database.executemany(
            "INSERT INTO body VALUES (?, ?, x'')", ((number, b"x" * 325) for number in range(1, keys + 1)))
        database.executemany("INSERT INTO reply VALUES (?, ?)", ((number, b"y" * 24) for number in range(1, keys + 1)))
        database.commit()
