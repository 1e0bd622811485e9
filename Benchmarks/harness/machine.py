"""What the system says about processes and about itself."""

import os
import platform
import resource
import subprocess
import tempfile
import time
from pathlib import Path


def processes(pid):
    """The process and all that come from it."""
    children = " ".join(path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children"))
    return [pid] + [each for child in children.split() for each in processes(int(child))]


def cpu_seconds(pid):
    """On-CPU time of all threads of the process and of those that come from it, to the nanosecond."""
    files = (path for each in processes(pid) for path in Path(f"/proc/{each}/task").glob("*/schedstat"))
    return sum(int(path.read_text().split()[0]) for path in files) / 1e9


def resident_bytes(pid, kind="VmRSS"):
    """Resident memory of the process and of those that come from it; `RssFile` is what files are mapped."""
    return sum(1024 * int(_field(f"/proc/{each}/status", kind).split()[0]) for each in processes(pid))


def is_traced(pid):
    """Whether a tracer is attached to every thread."""
    return all(_field(path, "TracerPid") != "0" for path in Path(f"/proc/{pid}/task").glob("*/status"))


def raise_descriptor_limit(wanted):
    """Raises the limit for this process and what it starts. OSError or ValueError when it is not allowed to."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, max(hard, wanted)))


def sync_times(directory, rate, count=200):
    """How long fdatasyncs take behind a page that is written over on that file system, and the processor's time of one.

    At most `rate` of them begin in a second: a disk and a processor that have slept between two take longer.
    """
    times, page, due = [], bytes(4096), time.perf_counter()
    with tempfile.TemporaryFile(dir=directory) as file:
        os.pwrite(file.fileno(), page * count, 0)
        os.fsync(file.fileno())
        busy = time.process_time()
        for index in range(count):
            due = max(due + 1 / rate, time.perf_counter())
            time.sleep(due - time.perf_counter() if due > time.perf_counter() else 0)
            os.pwrite(file.fileno(), page, index * len(page))
            start = time.perf_counter()
            os.fdatasync(file.fileno())
            times.append(time.perf_counter() - start)
        return times, (time.process_time() - busy) / count


def description():
    """Processor, system, versions and how busy the machine is, in lines."""
    release = platform.freedesktop_os_release()
    return [
        f"{_field('/proc/cpuinfo', 'model name')}, {os.cpu_count()} cores",
        f"{release['PRETTY_NAME']}, Linux {platform.release()}",
        ", ".join(_versions()),
        f"load average {os.getloadavg()[0]:.1f} at the start (a quiet machine: below 0.5)",
    ]


def _versions():
    commands = {
        "Swift": ["swift", "--version"], "nginx": ["nginx", "-v"], "Go": ["go", "version"],
        "Python": ["python3", "--version"], "valgrind": ["valgrind", "--version"],
    }
    for name, command in commands.items():
        try:
            output = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout
        except FileNotFoundError:
            continue
        numbers = (word.strip("(),") for word in output.replace("/", " ").replace("-", " ").split())
        yield f"{name} {next(word for word in numbers if word.removeprefix('go')[:1].isdigit()).removeprefix('go')}"
    query = ["dpkg-query", "-W", "-f", "${Package} ${Version}\n", "libevent-core-2.1-7", "libssl3", "libxml2"]
    yield from subprocess.run(query, capture_output=True, text=True).stdout.splitlines()


def _field(path, name):
    for line in Path(path).read_text().splitlines():
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return ""
