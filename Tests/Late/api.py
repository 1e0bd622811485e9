"""WeChat's API as it is on bad days: an answer reaches its user once at most, and what surely was not sent is kept for him."""

import dataclasses
import socket

from late import Late, account
from standin import Fault, StandIn
from wechat import Push, deliver
from wechatd import eventually

USERS = 5  # of each account, at once


@dataclasses.dataclass
class Case:
    """A fault, and what is wanted: calls of `send` and for tokens, and where the answers of all users are."""

    words: str
    fault: Fault
    sends: range
    where: str  # "message", "mailbox" or "nowhere"
    tokens: range = range(1, 2)
    is_slow: bool = False  # only when all is run


def times(least, most=None):
    """Calls of `send` for each user."""
    return range(least * USERS, (most or least) * USERS + 1)


CASES = {
    "well": Case("well", Fault(), times(1), "message"),
    "500": Case("500", Fault(last=500), times(1), "nowhere"),
    "lost": Case("500 when it was sent", Fault(last="lost"), times(1), "message"),
    "slow": Case("after 3 s", Fault(last="slow"), times(1), "message"),
    "late": Case("after 15 s", Fault(last="late"), times(1), "message", is_slow=True),
    "silent": Case("never", Fault(last="silent"), times(1), "nowhere", is_slow=True),
    "reset": Case("a reset", Fault(last="reset"), times(1), "nowhere"),
    # libcurl would send again what it has sent over a connection that was used before.
    "again": Case("-1, then a reset", Fault(*[-1] * USERS, last="reset"), times(2), "nowhere"),
    # All of them at once come with the token that is void; the refresh is one.
    "stale": Case("40001 until the token is another", Fault(last="stale"), times(1, 2), "message", range(2, 3)),
    "40001": Case("40001 always", Fault(last=40001), times(1, 2), "mailbox", range(2, 2 + USERS)),
    "45015": Case("45015", Fault(last=45015), times(1), "mailbox"),
    "45047": Case("45047", Fault(last=45047), times(1), "mailbox"),
    "48001": Case("48001", Fault(last=48001), times(1), "mailbox"),
    "busy": Case("-1 twice, then well", Fault(*[-1] * 2 * USERS), times(3), "message"),
    "quota": Case("45009 always", Fault(last=45009), times(5, 9), "mailbox", is_slow=True),
    "token": Case("no token twice, then well", Fault(token=(500, 2)), times(1), "message", range(3, 4)),
    "tokens": Case("never a token", Fault(token=(500, 1000)), range(1), "mailbox", range(3, 12), is_slow=True),
    "gone": Case("nobody listens", Fault(), range(1), "mailbox", range(1), is_slow=True),
}


def run(report, directory, options):
    cases = {name: case for name, case in CASES.items() if not (options.quick and case.is_slow)}
    nobody = socket.socket()
    nobody.bind(("127.0.0.1", 0))
    with StandIn({name: case.fault for name, case in cases.items()}) as api:
        bases = {name: api.base(name) for name in cases}
        bases["gone"] = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        accounts = "".join(account(name, "[customer_service, mailbox]", bases[name]) for name in cases)
        with Late(directory, accounts=accounts, handler_seconds=0.2) as server:
            late = [Push(f"sleep 1 {name}", f"o{name}{user}", path=f"/{name}") for name in cases for user in range(USERS)]
            deliver(server.port, late)
            eventually("the ends of all late answers", lambda: ended(server) == len(late), seconds=90, pause=0.1)
            more = deliver(server.port, [Push("and now?", push.user, path=push.path) for push in late])
            starts = server.starts()
    judge(report, cases, api, late, more)
    report.want(f"{len(late)} handlers started {sum(starts[push.id] for push in late)} times", starts_once(starts, late))


def ended(server):
    """How many late answers have come to an end. What the API has refused goes on to the mailbox."""
    return sum(server.late(outcome) for outcome in ("sent", "kept", "unknown", "unsent"))


def starts_once(starts, late):
    return all(starts[push.id] == 1 for push in late)


def judge(report, cases, api, late, more):
    print("| API answers | calls of `send` | for tokens | as messages | at the next message |")
    print("|---|---|---|---|---|")
    wrong, twice = [], 0
    for name, case in cases.items():
        found = api.accounts[name]
        messages, kept = 0, 0
        for push, later in zip(late, more):
            if push.path == f"/{name}":
                messages += (sent := found.seen(push.user).count(f"answer to {push.text}"))
                kept += (fetched := later.seen == f"answer to {push.text}")
                twice += sent + fetched > 1
        print(f"| {case.words} | {len(found.sends)} | {found.tokens} | {messages} of {USERS} | {kept} of {USERS} |")
        wanted = {"message": (USERS, 0), "mailbox": (0, USERS), "nowhere": (0, 0)}[case.where]
        if (messages, kept) != wanted or len(found.sends) not in case.sends or found.tokens not in case.tokens:
            wrong.append(case.words)
    report.want(f"{len(cases)} sorts of answers, not as wanted: {', '.join(wrong) or 'none'}", not wrong)
    report.want(f"{twice} users answered twice (0)", twice == 0)
    gaps = [user_gaps(api.accounts["busy"], f"obusy{user}") for user in range(USERS)]
    report.want_time(
        f"tried again after {min(gaps)[0]:.2f} s and then {max(gaps)[-1]:.2f} s (longer each time)",
        all(0.2 < first < second for first, second in gaps))


def user_gaps(account, user):
    """Seconds between the calls for a user; the first two."""
    calls = [when for when, receiver, _ in account.sends if receiver == user]
    return [after - before for before, after in zip(calls, calls[1:])][:2]
