"""The release binary as its users run it: a process with a configuration, and what can be seen of it from outside."""

import http.client
import os
import re
import shlex
import signal
import subprocess
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BINARY = os.path.join(ROOT, ".build/release/wechatd")
TOKEN = "exampleTokenChangeMe"
PATIENCE = 30  # seconds for what must come, on a machine that others use as well


def eventually(what, condition, seconds=PATIENCE, pause=0.01):
    """Waits until the condition holds."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"waited {seconds} s in vain for {what}")
        time.sleep(pause)


def configure(directory, settings, accounts):
    """Config/wechatd.yaml with the settings, and more accounts as they are written there, as a file of its own."""
    with open(os.path.join(ROOT, "Config/wechatd.yaml")) as file:
        text = file.read()
    for key, value in settings.items():
        text, count = re.subn(rf"(?m)^( *{key}:) .*$", rf"\1 {value}", text)
        assert count == 1, key
    path = os.path.join(directory, "wechatd.yaml")
    with open(path, "w") as file:
        file.write(text + accounts)
    return path


class Server:
    """`wechatd serve` with Config/wechatd.yaml, in which some keys are set otherwise, and more accounts.

    `options` are for `serve`. `stderr` is where its standard error goes, as a shell writes it; the file `log` when left
    out. `environment` is beside what this process has.
    """

    binary = BINARY

    def __init__(
        self, directory, listen="127.0.0.1:0", options="", descriptors=None, stderr=None, accounts="", environment=None,
        **settings):
        self.log = os.path.join(directory, "wechatd.log")
        limit = f"ulimit -n {descriptors};" if descriptors else ""
        redirection = stderr or f"2>>{shlex.quote(self.log)}"
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("WECHATD_")}
        own = {"WECHATD_LISTEN": listen, "WECHATD_ADMIN": "127.0.0.1:0"} | (environment or {})
        command = f'{limit} exec "$0" serve {options} --config "$1" {redirection}'
        self.process = subprocess.Popen(
            ["sh", "-c", command, self.binary, configure(directory, settings, accounts)],
            env=inherited | own, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        self.pid = self.process.pid
        greeting = self.process.stdout.readline()
        found = re.match(r"wechatd listens on 127\.0\.0\.1:(\d+), for operators on 127\.0\.0\.1:(\d+)", greeting)
        if not found:
            self.kill()
            raise RuntimeError(f"no greeting but {greeting!r}")
        self.port, self.admin = int(found[1]), int(found[2])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()

    def kill(self):
        """Ends what is left of the process."""
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def terminate(self):
        """Sends SIGTERM; the exit status, and the seconds until it came."""
        start = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE), time.monotonic() - start

    def child(self):
        """The server's process, when this one is its supervisor."""
        children = f"/proc/{self.pid}/task/{self.pid}/children"
        eventually("a server", lambda: open(children).read())
        return int(open(children).read().split()[0])

    def metrics(self):
        """The operators' page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.admin, timeout=PATIENCE)
        connection.request("GET", "/metrics")
        page = connection.getresponse().read().decode()
        connection.close()
        return page

    def metric(self, name):
        """A number of the operators' page; with several labels, their sum."""
        return sum(int(value) for value in re.findall(rf"(?m)^{name}(?:\{{.*\}})? (\d+)$", self.metrics()))

    def refusals(self):
        """How many requests were refused for each reason."""
        found = re.findall(r'(?m)^wechatd_refusals_total\{reason="(.*)"\} (\d+)$', self.metrics())
        return {reason: int(count) for reason, count in found}

    def connections(self):
        return self.metric("wechatd_connections")

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.pid}/fd"))

    def resident(self):
        """Resident memory in MB."""
        with open(f"/proc/{self.pid}/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6

    def cpu(self):
        """Seconds of processor time so far, of user and system."""
        with open(f"/proc/{self.pid}/stat") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def log_lines(self):
        with open(self.log) as file:
            return file.read().count("\n")

    def peers(self):
        """The clients' ports of the sockets that the process holds. The kernel's own, of closed ones, have no inode."""
        with open("/proc/net/tcp") as file:
            rows = [line.split() for line in file.readlines()[1:]]
        here = f"0100007F:{self.port:04X}"
        return {int(row[2][9:], 16) for row in rows if row[1] == here and row[3] != "0A" and row[9] != "0"}
