"""Pushes that a handler publishes, of which copies come to two instances: workers read each once."""

import collections
import json

import table
from copies import again
from shared import Instances, Redis
from wechat import Beside, Push

PUSHES = 200
STREAM, GROUP = "pushes", "workers"
WORKERS = ("first", "second")
BATCH = 7


def run(report, directory, _):
    pushes = [Push(f"publish 第 {number} \"单\"", f"oPublish{number % 50}") for number in range(PUSHES)]
    with Redis(directory) as redis, Instances(directory, redis.url) as instances:
        redis.ask("XGROUP", "CREATE", STREAM, GROUP, "0", "MKSTREAM")
        senders = [Beside(port, [again(push) for push in pushes]) for port in instances.ports.values()]
        copies = [push for sender in senders for push in sender.pushes()]
        read = list(work(redis))
        pending = redis.ask("XPENDING", STREAM, GROUP)[0]
    counts = collections.Counter(fields["msg_id"] for _, fields in read)
    by_worker = collections.Counter(worker for worker, _ in read)
    by_id = {push.id: push for push in pushes}
    wrong = [fields for _, fields in read if not is_of(by_id[fields["msg_id"]], fields)]
    once = sum(counts[push.id] == 1 for push in pushes)
    workers = [f"by the {name} worker" for name in WORKERS]
    table.head("pushes", "copies", "answered", "entries", "read once", *workers, "unread")
    answered = sum(copy.seen == f"answer to {copy.text}" for copy in copies)
    table.row(PUSHES, len(copies), answered, len(read), once, *(by_worker[name] for name in WORKERS), pending)
    report.want(f"{answered} of {len(copies)} copies answered", answered == len(copies))
    report.want(f"{once} of {PUSHES} read once, {len(read)} entries ({PUSHES})", once == len(read) == PUSHES)
    report.want(f"{len(wrong)} entries that say something else (0)", not wrong)


def work(redis):
    """Which worker reads what, in turns, until nothing is left."""
    while True:
        for worker in WORKERS:
            streams = redis.ask(
                "XREADGROUP", "GROUP", GROUP, worker, "COUNT", str(BATCH), "STREAMS", STREAM, ">")
            if not streams:
                return
            entries = streams[STREAM] if isinstance(streams, dict) else streams[0][1]
            for entry, words in entries:
                redis.ask("XACK", STREAM, GROUP, entry)
                yield worker, dict(zip(words[::2], words[1::2]))


def is_of(push, fields):
    document = json.loads(fields["document"])
    return (
        fields["msg_id"] == push.id == document["MsgId"] and document["Content"] == push.text
        and fields["openid"] == push.user and fields["kind"] == "text" and fields["type"] == "message"
        and fields["attempt"] == "1" and fields["account"] == "example")
