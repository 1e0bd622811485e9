"""What a server does that finds its journal damaged, or cannot have it: it goes on or ends, and never loops."""

import contextlib
import os
import re
import shutil
import sqlite3
import subprocess
import time

from push import Client, post, text
from wechatd import BINARY, PATIENCE, Server, configure

UNAVAILABLE = 69  # EX_UNAVAILABLE: another start would end the same
PAGE = 4096


def run(report, directory, _):
    model = os.path.join(directory, "model")
    make(model)
    wrong = []
    print("| journal | outcome | answers | files | says |")
    print("|---|---|---|---|---|")
    for number, (name, (spoil, is_aside)) in enumerate(DAMAGES.items()):
        place = os.path.join(directory, f"damage{number}")
        shutil.copytree(model, place)
        spoil(os.path.join(place, "data/journal.db"))
        wrong += goes_on(place, name, is_aside)
    for number, (name, prevent) in enumerate(HINDRANCES.items()):
        place = os.path.join(directory, f"hindrance{number}")
        shutil.copytree(model, place)
        with prevent(place) as data:
            wrong += ends(place, name, data)
    count = len(DAMAGES) + len(HINDRANCES)
    report.want(f"{count} sorts of damage, not as wanted: {'; '.join(wrong) or 'none'}", not wrong)


def make(place):
    """A journal with something in it, as a server has left it that was killed."""
    os.mkdir(place)
    with Server(place, data=os.path.join(place, "data"), level="error") as server, Client(server.port) as client:
        for number in range(200):
            client.send(post(text(f"text {number} " + "字" * 300)))
            assert client.answer().status == 200
        time.sleep(2.5)  # a checkpoint
        for _ in range(20):
            client.push()


def write(place, offset, data):
    with open(place, "r+b") as file:
        file.seek(offset)
        file.write(data)


def middle(file):
    return os.path.getsize(file) // 2 // PAGE * PAGE


def age(place):
    database = sqlite3.connect(place)
    database.execute("PRAGMA user_version = 99")
    database.commit()
    database.close()


# What is done to the file, and whether it is moved aside then.
DAMAGES = {
    "damaged in the middle": (lambda file: write(file, middle(file), b"\xff" * 3 * PAGE), True),
    # The first page stands in the log as well.
    "damaged at its beginning": (lambda file: write(file, 0, b"\xff" * 100), None),
    "truncated": (lambda file: os.truncate(file, middle(file)), True),
    "truncated within a page": (lambda file: os.truncate(file, 10_000), True),
    "no database": (lambda file: open(file, "w").write("no database\n" * 1000), True),
    "empty": (lambda file: os.truncate(file, 0), None),
    "log damaged": (lambda file: write(file + "-wal", 0, b"\xff" * 3 * PAGE), None),
    "log truncated": (lambda file: os.truncate(file + "-wal", 5_000), None),
    "index damaged": (lambda file: write(file + "-shm", 0, b"\xff" * PAGE), None),
}


def goes_on(place, name, is_aside):
    """What is not as wanted."""
    data = os.path.join(place, "data")
    try:
        with Server(place, data=data, level="error") as server, Client(server.port) as client:
            statuses = [client.push().status for _ in range(10)]
    except (RuntimeError, OSError) as error:
        return [f"{name}: {type(error).__name__} {error}"]
    files = sorted(os.listdir(data))
    moved = any("corrupt" in file for file in files)
    with open(os.path.join(place, "wechatd.log")) as log:
        said = log.read().replace(place, "DIRECTORY").strip()
    say(name, "goes on", statuses, files, said)
    is_right = statuses == [200] * 10 and is_aside in (None, moved) and (said or not moved)
    return [] if is_right else [f"{name}: {statuses}, moved aside: {moved} ({is_aside}), said {said!r}"]


def say(name, outcome, statuses, files, said):
    files = ", ".join(re.sub(r"\d{6,}", "N", file) for file in files)
    print(f"| {name} | {outcome} | {statuses.count(200)} of {len(statuses)} | {files} | {said} |")


@contextlib.contextmanager
def later(place):
    age(os.path.join(place, "data/journal.db"))
    yield os.path.join(place, "data")


@contextlib.contextmanager
def read_only(place):
    """Root may write everywhere but there."""
    data = os.path.join(place, "data")
    if os.geteuid() != 0:
        os.chmod(data, 0o500)
        os.chmod(os.path.join(data, "journal.db"), 0o400)
        yield data
        return os.chmod(data, 0o700)
    disk = os.path.join(place, "disk")
    os.mkdir(disk)
    subprocess.run(["mount", "-t", "tmpfs", "none", disk], check=True)
    try:
        shutil.copytree(data, os.path.join(disk, "data"))
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        yield os.path.join(disk, "data")
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


@contextlib.contextmanager
def missing(place):
    yield os.path.join(place, "none/data")


@contextlib.contextmanager
def no_directory(place):
    file = os.path.join(place, "file")
    open(file, "w").close()
    yield file


@contextlib.contextmanager
def in_use(place):
    data = os.path.join(place, "data")
    with Server(place, data=data):
        yield data


HINDRANCES = {
    "of a later version": later, "not writable": read_only, "directory missing": missing, "no directory": no_directory,
    "in use": in_use}


def ends(place, name, data):
    """What is not as wanted: alone and with a supervisor it ends once, with words, and not again."""
    wrong = []
    for options in ([], ["--supervise"]):
        command = [BINARY, "serve", *options, "--config", configure(place, {"data": data, "level": "error"}, "")]
        own = {"WECHATD_LISTEN": "127.0.0.1:0", "WECHATD_ADMIN": "127.0.0.1:0"}
        try:
            done = subprocess.run(
                command, env=os.environ | own, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT, text=True, timeout=PATIENCE / 3)
            status, said = done.returncode, done.stdout.replace(place, "DIRECTORY").strip()
        except subprocess.TimeoutExpired as expired:
            status, said = "none", (expired.stdout or b"").decode()
        kind = " ".join([name, *options])
        say(kind, f"exit {status}", [], sorted(os.listdir(data)) if os.path.isdir(data) else [], said)
        if status != UNAVAILABLE or not said or len(said.splitlines()) > 3:
            wrong.append(f"{kind}: exit {status} ({UNAVAILABLE}), {said!r}")
    return wrong
