"""Two instances that send messages at the same time: an access token is asked for once, and forced once."""

import http.client

import table
from shared import Instances, Redis
from tools import Platform
from wechat import Beside, Push
from wechatd import PATIENCE, eventually

MESSAGES = 10  # on each instance
# What happens before the messages of a step, and how often each is to be asked for then: without force and with it. One
# that is refused is asked for without force first, by each instance that was refused, because another program may have
# renewed it.
STEPS = {
    "at first": (None, (1, 1), 0),
    "kept": (None, (0, 0), 0),
    "all were made void": ("send=expire:1", (1, 1), 0),
    "refused though it is good": ("send=40001:1", (1, 2), 1),
}


def run(report, directory, _):
    table.head("token", "messages sent", "calls refused", "asked for", "forced")
    with Platform() as platform, Redis(directory) as redis, Instances(
        directory, redis.url, late="[customer_service]", app_secret="exampleAppSecret", api_base=platform.base,
    ) as instances:
        for number, (name, (fault, (least, most), force)) in enumerate(STEPS.items()):
            calls = step(platform, instances, number, fault)
            sends = [call for call in calls if call["call"] == "send"]
            tokens = [bool(call["sent"].get("force_refresh")) for call in calls if call["call"] == "stable_token"]
            sent = sum(is_done(call) for call in sends)
            plain, forced = tokens.count(False), tokens.count(True)
            table.row(name, sent, len(sends) - sent, plain, forced)
            report.want(
                f"{name}: asked for {plain} × ({least} to {most}), forced {forced} × ({force})",
                least <= plain <= most and forced == force)
            report.want(f"{sent} messages ({2 * MESSAGES})", sent == 2 * MESSAGES)


def step(platform, instances, number, fault):
    """The calls of a step, in which each instance has so many messages to send: what is said behind an early word."""
    if fault:
        order(platform, fault)
    before = len(platform.calls())
    loads = [
        [Push(f"await 0.1 early 9 {number}", f"oToken{port}x{number}x{index}") for index in range(MESSAGES)]
        for port in instances.ports.values()]
    for sender in [Beside(port, load) for port, load in zip(instances.ports.values(), loads)]:
        sender.pushes()
    eventually("the messages", lambda: sum(map(is_done, platform.calls()[before:])) >= 2 * MESSAGES, pause=0.1)
    return platform.calls()[before:]


def is_done(call):
    return call["call"] == "send" and call["answered"].get("errcode") == 0


def order(platform, fault):
    connection = http.client.HTTPConnection(platform.base.removeprefix("http://"), timeout=PATIENCE)
    connection.request("POST", "/_fail", fault)
    assert connection.getresponse().status == 200
    connection.close()
