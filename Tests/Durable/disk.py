"""A file system of 2 MB that is full, and then has room again. Only root mounts one: for others files may not grow."""

import contextlib
import os
import subprocess

import outage
from durable import Durable
from push import Client
from shim import Shim

SIZE = 2 << 20
SECONDS = 8
RATE = 4  # pushes a second: the log takes 20 KB for each that comes alone, and is brought over when none comes


def run(report, directory, options):
    with small_disk(directory) as disk:
        outage.play(report, os.path.join(directory, "full"), disk.name, disk.fill, SECONDS, RATE, **disk.settings)
        if isinstance(disk, Mounted):
            start_on_full(report, directory, disk)


def start_on_full(report, directory, disk):
    """A server that is started meanwhile: it may refuse, but then starts when there is room."""
    place = os.path.join(directory, "start")
    os.mkdir(place)
    with disk.fill(None):
        try:
            with Durable(place, **disk.settings) as server, Client(server.port) as client:
                report.say(f"started on a full disk it answers {client.push().status}")
        except (RuntimeError, ConnectionError) as error:
            report.say(f"started on a full disk: {error}")
    with Durable(place, **disk.settings) as server, Client(server.port) as client:
        status = client.push().status
    report.want(f"and {status} when there is room (200)", status == 200)


@contextlib.contextmanager
def small_disk(directory):
    place = os.path.join(directory, "disk")
    os.mkdir(place)
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "none", place]
    if os.geteuid() != 0 or subprocess.run(command, stderr=subprocess.DEVNULL).returncode:
        yield Bounded(place)
        return
    try:
        yield Mounted(place)
    finally:
        subprocess.run(["umount", "-l", place], check=True)


class Mounted:
    """A file system of that size, which another file fills."""

    name = "2 MB mounted"

    def __init__(self, place):
        self.ballast = os.path.join(place, "ballast")
        self.settings = {"data": os.path.join(place, "data")}

    @contextlib.contextmanager
    def fill(self, _):
        with open(self.ballast, "wb", buffering=0) as file, contextlib.suppress(OSError):
            while file.write(bytes(4096)) == 4096:
                pass
        yield
        os.unlink(self.ballast)


class Bounded:
    """Files that may not be larger."""

    name = "2 MB a file"

    def __init__(self, place):
        self.preload = Shim(place)
        self.settings = {"environment": self.preload.environment}

    @contextlib.contextmanager
    def fill(self, server):
        self.preload["room"] = max(os.path.getsize(file) for file in server.journal_files()) + 1
        yield
        self.preload["room"] = 0
