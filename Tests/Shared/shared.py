"""Servers that act as one: each with a name and a journal, all with one Redis and one file of what handlers do."""

import contextlib
import json
import os
import signal
import subprocess

from durable import Durable
from proxy import fixed_port
from wechatd import eventually

NAMES = ("one", "two")


class Redis:
    """A redis-server as README asks for it, in a `with` block. What it has acknowledged outlives it."""

    def __init__(self, directory):
        self.directory = directory
        self.socket = os.path.join(directory, "redis.sock")
        self.url = f"unix:{self.socket}"

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.kill()

    def start(self):
        self.process = subprocess.Popen(
            ["redis-server", "--port", "0", "--unixsocket", self.socket, "--dir", self.directory, "--save", "",
             "--appendonly", "yes", "--maxmemory-policy", "noeviction"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        eventually("Redis", lambda: self.ask("PING") == "PONG")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self):
        self.process.send_signal(signal.SIGCONT)

    def ask(self, *words):
        """What redis-cli is answered; None when there is no Redis, or it does not do it: it may be loading."""
        done = subprocess.run(
            ["redis-cli", "-e", "--json", "-s", self.socket, *words],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        return json.loads(done.stdout) if done.returncode == 0 else None


class Instances:
    """Two of them in a `with` block, on ports and in directories that each has again when it is started again."""

    def __init__(self, directory, redis, **settings):
        self.directory, self.redis, self.settings = directory, redis, settings
        self.effects = os.path.join(directory, "effects")
        self.ports = {name: fixed_port() for name in NAMES}
        self.running = {}

    def __enter__(self):
        for name in NAMES:
            self.start(name)
        eventually("Redis on both", self.are_well)
        return self

    def __exit__(self, *_):
        for server in self.running.values():
            server.kill()

    def start(self, name):
        place = os.path.join(self.directory, name)
        os.makedirs(place, exist_ok=True)
        self.running[name] = Durable(
            place, self.ports[name], environment={"DURABLE_EFFECTS": self.effects}, redis=self.redis, instance=name,
            **self.settings)

    def kill(self, name):
        """Ends it at once; where its journal is."""
        server = self.running.pop(name)
        server.kill()
        return server.data

    def healths(self):
        return [server.page("/healthz")[1].strip() for server in self.running.values()]

    def are_well(self):
        """Whether Redis has been told all by all, and nobody waits for it."""
        with contextlib.suppress(OSError):
            waiting = sum(server.metric("wechatd_claims_waiting") for server in self.running.values())
            return not waiting and set(self.healths()) == {"ok"}
        return False

    def claims(self, outcome, *names):
        """How many pushes were asked for with that outcome, by these or all instances since they were started."""
        return sum(
            self.running[name].metric(f'wechatd_claims_total{{outcome="{outcome}"}}') for name in names or self.running)
