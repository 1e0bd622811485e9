"""What is measured of one server alone: memory, system calls, instructions."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from .load import load_command, sample
from .machine import is_traced, raise_descriptor_limit, resident_bytes
from .server import BUILD, FOLDER, Unmeasured, running

IDLE_CONNECTIONS = 10_000
# At this pace a server under valgrind keeps up, so that each push is one turn of the loop.
PACE = {"rate": 1000, "connections": 16}


def memory(server):
    """Resident bytes: of the idle process; of these, what files are mapped; of an idle connection after a request."""
    try:
        raise_descriptor_limit(IDLE_CONNECTIONS + 1000)
    except (OSError, ValueError):
        raise Unmeasured(f"memory needs {IDLE_CONNECTIONS} descriptors: raise ulimit -Hn") from None
    with running(server) as one:
        time.sleep(0.5)  # what a process does at its start, after it listens
        idle, files = resident_bytes(one.pid), resident_bytes(one.pid, "RssFile")
        sample(one, requests=10_000)  # what is allocated once
        before = resident_bytes(one.pid)
        command = load_command(one.port, idle=True, connections=IDLE_CONNECTIONS, **server.load)
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
            held = holder.stdout.readline()
            after = resident_bytes(one.pid)
            holder.stdin.close()
        if not held:
            raise Unmeasured(f"{server.name}: it did not take {IDLE_CONNECTIONS} connections")
        return idle, files, (after - before) / IDLE_CONNECTIONS


def system_calls(server, requests=20_000):
    """System calls a request under full load, and which ones: a tracer is attached after the start."""
    if not shutil.which("strace"):
        raise Unmeasured("no strace: apt-get install strace")
    with running(server) as one, tempfile.TemporaryDirectory() as directory:
        sample(one, requests=1000)
        path = Path(directory) / "calls"
        command = ["strace", "-c", "-f", "-U", "calls,name", "-o", path, "-p", str(one.pid)]
        tracer = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        while not is_traced(one.pid):
            if tracer.poll() is not None:
                raise Unmeasured("strace may not attach to a process")
            time.sleep(0.05)
        sample(one, requests=requests)
        tracer.send_signal(signal.SIGINT)
        tracer.wait()
        calls = {name: int(count) / requests for count, name in re.findall(r"^ *(\d+) (\w+)$", path.read_text(), re.M)}
    total = calls.pop("total")
    return total, ", ".join(f"{name} {count:.2f}" for name, count in calls.items() if count >= 0.01)


def instructions(server, requests=(1000, 3000), profile=None):
    """User-mode instructions a request: what a longer run takes more than a shorter one. Free of noise."""
    for program in ("valgrind", "objcopy"):
        if not shutil.which(program):
            raise Unmeasured(f"no {program}: script/bootstrap --test")
    few, many = (_collected(server, count, profile) for count in requests)
    return (many - few) / (requests[1] - requests[0])


def _collected(server, requests, profile):
    """All instructions of a process that takes so many requests. The profile is written to a file when wanted."""
    with tempfile.TemporaryDirectory() as directory:
        log = Path(directory) / "valgrind"
        output = f"--callgrind-out-file={profile or '/dev/null'}"
        valgrind = ["valgrind", "--tool=callgrind", output, f"--log-file={log}"]
        with running(_without_debug_information(server, directory), valgrind, patience=60) as one:
            sample(one, requests=requests, **PACE)
            # A server that stops in order frees its memory, or has ended before: whichever thread is quicker.
            os.kill(one.pid, signal.SIGUSR1)
        found = re.search(r"Collected : (\d+)", log.read_text())
    if not found:
        raise Unmeasured(f"{server.name}: valgrind counted nothing")
    return int(found.group(1))


def _without_debug_information(server, directory):
    """The server with a stripped copy of its program: valgrind 3.19 cannot read what Swift writes."""

    def command(port, folder):
        program, *arguments = server.command(port, folder)
        copy = Path(directory) / Path(program).name
        subprocess.run(["objcopy", "--strip-debug", program, copy], check=True)
        return [copy, *arguments]

    return replace(server, command=command)
