"""The load: one run, and two servers against each other in interleaved rounds."""

import hashlib
import subprocess
import time
import urllib.error
import urllib.request
import xml.etree.ElementTree
from dataclasses import dataclass
from statistics import median

from .machine import cpu_seconds
from .server import BUILD, CORES, TOKEN, Unmeasured


@dataclass
class Sample:
    """What one run of the load has seen."""

    requests: int
    per_second: float
    cpu: float  # of the server, microseconds a request
    p50: float  # microseconds


def load_command(port, **options):
    """The command of the load. `close=True` is a flag, all else has a value."""
    words = ["taskset", "-c", str(CORES[-1]), BUILD / "load", "--port", str(port), "--token", TOKEN]
    for name, value in options.items():
        words += [f"--{name}"] if value is True else [f"--{name}", str(value)]
    return words


def sample(running, **options):
    """One run of the load. Unmeasured when an answer was missing or not 200."""
    before = cpu_seconds(running.pid)
    load = subprocess.run(load_command(running.port, **options), capture_output=True, text=True)
    used = cpu_seconds(running.pid) - before
    if load.returncode:
        raise Unmeasured(f"{running.server.name}: {load.stderr.strip()}")
    requests, refused, seconds, p50, _ = map(float, load.stdout.split())
    if refused:
        raise Unmeasured(f"{running.server.name}: {refused:.0f} of {requests:.0f} answers were not 200")
    return Sample(int(requests), requests / seconds, used / requests * 1e6, p50)


class Comparison:
    """Two servers in turns, after a run of each that does not count."""

    def __init__(self, one, other, rounds, **options):
        sample(one, **options), sample(other, **options)
        self.rounds = [(sample(one, **options), sample(other, **options)) for _ in range(rounds)]

    def one(self, name):
        """The median of a figure of the first server."""
        return median(getattr(one, name) for one, _ in self.rounds)

    def other(self, name):
        """The median of a figure of the second server."""
        return median(getattr(other, name) for _, other in self.rounds)

    def ratio(self, name):
        """The median of the rounds' ratios of a figure, the first server's by the other's."""
        return median(getattr(one, name) / getattr(other, name) for one, other in self.rounds)


def check_echo(running):
    """Sees that the server does the work it is measured at: a text comes back, a wrong signature does not pass."""
    push = (
        "<xml><ToUserName><![CDATA[account]]></ToUserName><FromUserName><![CDATA[user]]></FromUserName>"
        f"<CreateTime>{int(time.time())}</CreateTime><MsgType><![CDATA[text]]></MsgType>"
        "<Content><![CDATA[你好 <&>]]></Content><MsgId>24578931234567890</MsgId></xml>")
    status, text = _post(running.port, TOKEN, push)
    answer = {each.tag: each.text for each in xml.etree.ElementTree.fromstring(text)} if status == 200 else {}
    wanted = {"ToUserName": "user", "FromUserName": "account", "MsgType": "text", "Content": "你好 <&>"}
    if not wanted.items() <= answer.items() or _post(running.port, TOKEN + "x", push)[0] == 200:
        raise Unmeasured(f"{running.server.name}: it does not do the work: {status} {text!r}")


def _post(port, token, push):
    stamp, nonce = str(int(time.time())), str(time.monotonic_ns())
    signature = hashlib.sha1("".join(sorted([token, stamp, nonce])).encode()).hexdigest()
    query = f"signature={signature}&timestamp={stamp}&nonce={nonce}"
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/wechat?{query}", push.encode(), timeout=5) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, b""
