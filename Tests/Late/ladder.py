"""Handlers of 0 to 20 s under each ladder of late steps, all at once: what the user sees, and how often WeChat came."""

import collections
import time

from late import Late, account
from standin import Fault, StandIn
from wechat import FAULT, Manner, Push, deliver
from wechatd import eventually

NOTICE = "正在处理，稍后发送任意内容获取结果"
# A ladder's name, as it is configured, whether there is an AppSecret, and what stands in front of a message.
LADDERS = [
    ("retry", "[retry]", False, ""),
    ("customer_service", "[customer_service]", True, ""),
    ("mailbox", "[mailbox]", False, ""),
    ("retry, customer_service", "[retry, customer_service]", True, ""),
    ("retry, mailbox", "[retry, mailbox]", False, ""),
    ("auto with app_secret", "auto", True, ""),
    ("auto without", "auto", False, ""),
    ("none", "[]", False, ""),
    ("customer_service, registered", "[retry]", True, "message "),
    ("mailbox, registered", "[]", False, "mailbox "),
]
RETRIES = [("at once", 0, 3), ("after 5 s", 5, 3), ("not at all", 0, 1)]
SECONDS = [0, 3, 6, 9, 13, 20]
QUICK = [0, 6]
# From the last delivery to the next step, and a little: WeChat may still come again.
SETTLING = 8


class Case:
    """One message, and what its user sees until he writes again."""

    def __init__(self, number, ladder, retry, seconds, is_fresh):
        self.ladder, self.retry, self.seconds, self.is_fresh = ladder, retry, seconds, is_fresh
        self.path = f"/ladder{LADDERS.index(ladder)}"
        self.user = f"oLadder{number}"
        manner = Manner(retry[1], retry[2], is_fresh)
        self.push = Push(f"{ladder[3]}sleep {seconds} {number}", self.user, path=self.path, manner=manner)
        self.next = Push("and now?", self.user, path=self.path)

    @property
    def answer(self):
        return f"answer to {self.push.text}"

    def seen(self, api):
        """In words, and how often the answer was among it."""
        words = {self.answer: "reply", NOTICE: "notice", FAULT: "fault", None: None}
        seen = [words[self.push.seen]]
        messages = api.accounts[self.path[1:]].seen(self.user)
        seen += ["message" if message == self.answer else message for message in messages]
        if self.next.seen != "answer to and now?":
            seen.append("mailbox" if self.next.seen == self.answer else self.next.seen)
        answers = sum(word in ("reply", "message", "mailbox") for word in seen)
        return ", ".join(word for word in seen if word) or "nothing", answers

    @property
    def wanted(self):
        """Worked out from what WeChat does and the ladder, not from how the server does it."""
        name, late, has_secret, registered = self.ladder
        steps = {"auto": ["customer_service"] if has_secret else ["retry", "mailbox"]}.get(late, late[1:-1].split(", "))
        steps = {"message ": ["customer_service"], "mailbox ": ["mailbox"]}.get(registered, steps)
        if self.seconds < 4.5:
            return "reply (1)"
        _, pause, deliveries = self.retry
        starts = [(5 + pause) * number for number in range(deliveries)]
        rides = steps[0] == "retry"
        if rides:
            for number, start in enumerate(starts, 1):
                if self.seconds < start + (4.5 if number == 3 else 5) and number <= deliveries:
                    return f"reply ({number})"
        used = deliveries if rides else 1
        is_faulty = rides and deliveries < 3
        step = next((step for step in steps if step not in ("retry", "")), None)
        said = {"customer_service": "message", "mailbox": "mailbox" if is_faulty else "notice, mailbox", None: ""}[step]
        seen = ", ".join(part for part in ["fault" if is_faulty else "", said] if part)
        return f"{seen or 'nothing'} ({used})"


def run(report, directory, options):
    with apis() as api, Late(directory, **settings(api)) as server:
        climb(report, options, api, [server])


def apis():
    return StandIn({f"ladder{number}": Fault() for number in range(len(LADDERS))})


def settings(api):
    """A server with an account for each ladder."""
    accounts = "".join(
        account(f"ladder{number}", late, api.base(f"ladder{number}") if has_secret else None)
        for number, (_, late, has_secret, _) in enumerate(LADDERS))
    return {"accounts": accounts, "running": 1024}


def climb(report, options, api, servers):
    """Plays all cases. Of several servers each delivery of a push reaches another."""
    seconds = QUICK if options.quick else SECONDS
    cases = [
        Case(number, *rest)
        for number, rest in enumerate(
            (ladder, retry, second, is_fresh)
            for ladder in LADDERS for retry in RETRIES for second in seconds for is_fresh in (True, False))
    ]
    ports = [server.port for server in servers]
    start = time.monotonic()
    deliver(ports[0], [case.push for case in cases], *ports[1:])
    eventually("the handlers' ends", lambda: not any(server.metric("wechatd_pushes_running") for server in servers))
    time.sleep(max(start + max(seconds) + SETTLING - time.monotonic(), 0))
    deliver(ports[-1], [case.next for case in cases])
    judge(report, cases, api, sum((server.starts() for server in servers), collections.Counter()))


def judge(report, cases, api, starts):
    table = collections.defaultdict(dict)
    wrong, twice = [], 0
    for case in cases:
        seen, answers = case.seen(api)
        twice += answers > 1
        found = f"{seen} ({len(case.push.deliveries)})"
        cell = table[case.ladder[0], case.retry[0]]
        cell.setdefault(case.seconds, found)
        if found != case.wanted or found != cell[case.seconds]:
            manner = f"{case.ladder[0]}, again {case.retry[0]}, {'fresh' if case.is_fresh else 'same'} nonce"
            times = " ".join(f"{delivery.seconds:.2f}" for delivery in case.push.deliveries)
            wrong.append(f"{case.seconds} s, {manner}: {found} after {times} s and not {case.wanted}")
    seconds = sorted({case.seconds for case in cases})
    print("| steps | WeChat comes again | " + " | ".join(f"{second} s" for second in seconds) + " |")
    print("|---" * (len(seconds) + 2) + "|")
    for (ladder, retry), cells in table.items():
        print(f"| {ladder} | {retry} | " + " | ".join(cells[second] for second in seconds) + " |")
    print("\n".join(wrong[:20]), end="\n" if wrong else "")
    runs = [starts[case.push.id] for case in cases]
    report.want(f"{len(cases)} pushes, handlers ran {min(runs)} to {max(runs)} times (1)", set(runs) == {1})
    report.want(f"{len(wrong)} not as wanted (0)", not wrong)
    report.want(f"{twice} answered twice (0)", twice == 0)
