"""A server that is measured: starting and stopping it."""

import os
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

FOLDER = Path(__file__).resolve().parent.parent
BUILD = FOLDER / ".build"
TOKEN = "aTokenForBenchmarks2026"
KEY = "aKeyOfBenchmarks2026ThatIsNotUsedElsewhereA"
APP_ID = "wx0000000000000000"
CORES = sorted(os.sched_getaffinity(0))


class Unmeasured(Exception):
    """Why a figure could not be had, and what would help."""


@dataclass(eq=False)
class Server:
    """Something to measure. `command` makes its command line from a port and a folder of its own; `load` is what the
    load is told besides."""

    name: str
    command: Callable[[int, Path], list]
    build: Callable[[], None]
    variables: dict = field(default_factory=dict)
    load: dict = field(default_factory=dict)
    echoes: bool = True
    cores: tuple = (CORES[0],)


@dataclass
class Running:
    """A server that has been started."""

    server: Server
    pid: int
    port: int


@contextmanager
def running(server, wrapper=(), patience=10):
    """Starts a server, pinned to its cores, waits until it listens, and stops it at the end."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WECHATD_")}
    # On the file system of the sources: a journal wants a disk, and /tmp may be none.
    with tempfile.TemporaryDirectory(dir=BUILD) as directory:
        port = free_port()
        environment |= {"PORT": str(port), "TOKEN": TOKEN, "KEY": KEY} | server.variables
        # The first ends the server with this process, however that ends: a forgotten one would spoil the next run.
        start = ["setpriv", "--pdeathsig", "TERM", "taskset", "-c", ",".join(map(str, server.cores))]
        command = [*start, *wrapper, *map(str, server.command(port, Path(directory)))]
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _wait_for(process, port, patience, server.name)
            yield Running(server, process.pid, port)
        finally:
            _stop(process, patience)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(process, port, patience, name):
    end = time.monotonic() + patience
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    status = "" if process.poll() is None else f": it ended with {process.returncode}"
    raise Unmeasured(f"{name} does not listen{status}")


def _stop(process, patience):
    process.terminate()
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
