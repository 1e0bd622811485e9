"""Each answer leaves behind a sync that covers its row, or in `journal: fast` behind the write, by the system calls."""

import dataclasses
import os
import re
import subprocess

from durable import Durable
from wechat import Push, deliver

PUSHES = 1_000
SPACING = 0.004  # seconds between two: some share a transaction
PAGE = 4_096


def run(report, directory, options):
    count = PUSHES // 5 if options.quick else PUSHES
    for journal in ("durable", "fast"):
        place = os.path.join(directory, journal)
        os.mkdir(place)
        file = os.path.join(place, "trace")
        pushes = [
            Push(f"{'await 0.01' if number % 2 else 'now'} x{number}x", f"oStrace{number}", number * SPACING)
            for number in range(count)
        ]
        with Durable(place, journal=journal) as server, Tracer(server, file):
            deliver(server.port, pushes)
        trace = Trace(file, pushes)
        right = sum(trace.is_covered(push, by_sync=journal == "durable") for push in pushes)
        what = "a sync that covers its row" if journal == "durable" else "the write of its row"
        report.want(f"{journal}: {right} of {count} answers behind {what}, {trace.syncs} syncs", right == count)


class Tracer:
    """strace on a server, in a `with` block."""

    def __init__(self, server, file):
        # What stands in a page is to be read whole, and only what is asked for.
        options = ["-f", "-y", "-ttt", "-s", str(PAGE + 1), "-e", "trace=sendto,pwrite64,fdatasync", "-o", file]
        self.process = subprocess.Popen(["strace", *options, "-p", str(server.pid)], stderr=subprocess.PIPE, text=True)

    def __enter__(self):
        assert "attached" in self.process.stderr.readline()

    def __exit__(self, *_):
        self.process.terminate()
        self.process.communicate()


@dataclasses.dataclass
class Moments:
    """The lines of the trace where something of a push begins and ends; 0 for none."""

    document: int = 0  # its end
    reply: int = 0  # its end
    answer: int = 0  # its beginning


class Trace:
    """What strace has written. Lines are in the order in which things happened, and a long call has two."""

    LINE = re.compile(r"(\d+) +[\d.]+ (?:<\.\.\. )?(\w+)(?: resumed>|\(\d+<([^>]*)>)(.*)")
    TEXT = re.compile(r"(CDATA\[|answer to )((?:now|await [\d.]+) x\d+x)")

    def __init__(self, file, pushes):
        self.moments = {push.text: Moments() for push in pushes}
        self.spans = []  # the syncs that went well, each with the lines of its beginning and its end
        begun = {}  # by thread: the line, the path and the texts
        with open(file, errors="replace") as lines:
            for number, line in enumerate(lines, 1):
                found = self.LINE.match(line)
                if not found:
                    continue  # a signal, the end of a thread
                thread, call, path, rest = found.groups()
                if path is not None:
                    begun[thread] = number, path, self.TEXT.findall(rest)
                if not rest.endswith("<unfinished ...>") and thread in begun:
                    self.add(call, *begun.pop(thread), number, rest.rpartition(" = ")[2])

    def add(self, call, begin, path, texts, end, result):
        if call == "sendto":
            for _, text in texts:
                self.moments[text].answer = self.moments[text].answer or begin
        elif path.endswith("journal.db-wal") and call == "fdatasync" and result == "0":
            self.spans.append((begin, end))
        elif path.endswith("journal.db-wal") and call == "pwrite64" and not result.startswith("-"):
            for mark, text in texts:
                moments = self.moments[text]
                if mark == "CDATA[":
                    moments.document = moments.document or end
                else:
                    moments.reply = moments.reply or end

    @property
    def syncs(self):
        return len(self.spans)

    def is_covered(self, push, by_sync):
        moments = self.moments[push.text]
        written = max(moments.document, moments.reply)
        if not (moments.document and moments.reply and written < moments.answer):
            return False
        return not by_sync or any(written < begin and end < moments.answer for begin, end in self.spans)
