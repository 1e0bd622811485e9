"""kill -9 when a user was told a part of what there is for him: the next process tells him the rest, and nothing twice."""

import collections
import concurrent.futures
import dataclasses
import os
import signal
import threading
from typing import Callable

from durable import Durable, accounts
from proxy import fixed_port
from standin import Fault, StandIn
from wechat import FAULT, Push, WeChat, deliver
from wechatd import eventually

DEADLINE = 0.5  # seconds until an answer is late
NOTICE = "正在处理，稍后发送任意内容获取结果"
MORE = "……（回复“继续”查看余下内容）"
WORD = "继续"


@dataclasses.dataclass
class Case:
    text: str
    path: str
    is_time: Callable  # whether the server is to be killed, by what there is
    wanted: list  # what the user reads in all: `soon` and `answer`, each as often as there is one
    before: tuple = ()  # what the user writes before that, and behind it
    after: tuple = ()
    own: tuple = ()  # which of these has an answer of its own, and none of what there was


SOON = ["soon", "answer"]
CASES = {
    "said early": Case("await 0.1 early 10 await 3", "/message", lambda now: now.push.answered, SOON),
    "said early, at length": Case("await 0.1 early 3000 await 3", "/message", lambda now: now.messages() == 1, SOON),
    "said behind the promise": Case("await 1 early 10 await 3", "/message", lambda now: now.messages() == 1, SOON),
    "two letters": Case(
        "await 1 early 10 await 1", "/mailbox", lambda now: now.letters() == 2, SOON, after=("a", "b", "c"), own=("c",)),
    "two letters, one fetched": Case(
        "await 1 early 10 await 1", "/mailbox", lambda now: now.letters() == 2, SOON, ("a",), ("b", "c"),
        ("c",)),
    "announced": Case(
        "await 0.1 long 3000", "/mailbox", lambda now: now.letters() == 1, ["answer"], after=("a", WORD, "b"),
        own=("a", "b")),
    "third delivery": Case("await 7", "/retry", lambda now: len(now.push.deliveries) == 2, ["answer"]),
}


def run(report, directory, _):
    places = [os.path.join(directory, str(number)) for number in range(len(CASES))]
    with concurrent.futures.ThreadPoolExecutor(len(CASES)) as pool:
        users = list(pool.map(lambda place, case: User(place, case).play(), places, CASES.values()))
    for name, user in zip(CASES, users):
        report.want(f"{name}: {', '.join(user.read)} ({', '.join(user.case.wanted)})", user.read == user.case.wanted)


class User:
    """Writes one message and reads what comes of it."""

    def __init__(self, directory, case):
        os.mkdir(directory)
        self.directory, self.case = directory, case
        self.push = Push(case.text, "oTold", path=case.path)
        self.texts, self.own = [], ()

    def messages(self):
        return len(self.api.accounts["api"].seen("oTold"))

    def letters(self):
        return self.server.metric('wechatd_late_answers_total{outcome="kept"}')

    def play(self):
        port = fixed_port()
        with StandIn({"api": Fault()}) as self.api:
            settings = {"handler_seconds": DEADLINE, "accounts": accounts(self.api.base("api"))}
            with Durable(self.directory, port, options="--supervise", **settings) as self.server:
                wechat = threading.Thread(target=WeChat(port).run, args=[[self.push]])
                wechat.start()
                eventually("the time to kill it", lambda: self.case.is_time(self))
                self.write(port, self.case.before)
                os.kill(self.server.child(), signal.SIGKILL)
                wechat.join()
                self.write(port, self.case.after)
                if not self.case.after:
                    eventually("the answer", lambda: f"answer to {self.push.text}" in self.heard())
                self.server.terminate()
            self.read = self.told()
        return self

    def write(self, port, texts):
        for text in texts:
            seen = deliver(port, [Push(text, "oTold", path=self.case.path)])[0].seen
            if seen == f"answer to {text}":
                self.own += (text,)
            else:
                self.texts.append(seen)

    def heard(self):
        """All that was said, one behind the other and without what stands in for it."""
        said = [self.push.seen, *self.api.accounts["api"].seen("oTold"), *self.texts]
        return "".join(text.removesuffix(MORE) for text in said if text not in (None, NOTICE))

    def told(self):
        heard, text = self.heard(), self.push.text
        wanted = {"soon": f"soon: {text}", "answer": f"answer to {text}"}
        found = [what for what, words in wanted.items() for _ in range(heard.count(words))]
        bytes_wanted = sum(len(padded(words, text, what)) for what, words in wanted.items() if what in found)
        mistakes = {
            "a fault": FAULT in heard, "a part too many or few": len(heard.encode()) != bytes_wanted,
            f"own answers to {self.own}": self.own != self.case.own}
        return found + [mistake for mistake, is_made in mistakes.items() if is_made]


def padded(words, text, what):
    """As long as the handler makes it (Handlers)."""
    orders = collections.defaultdict(int, zip(text.split(), text.split()[1:]))
    size, length = len(words.encode()), int(orders["early" if what == "soon" else "long"])
    return words.encode() + "字".encode() * (max(length - size, 0) // 3)
