"""Answers in more than one part: a handler that answers early and goes on, and texts that are longer than a reply may be."""

from late import Late, account
from standin import Fault, StandIn
from wechat import Push, deliver
from wechatd import eventually

NOTICE = "……（回复“继续”查看余下内容）"
WORD = "继续"
LIMIT = 2048  # bytes of a text
ORDERS = ["early 1", "long 2048", "long 2060", "long 3000", "long 9000"]
STEPS = {"message": "[customer_service]", "mailbox": "[mailbox]"}


def run(report, directory, _):
    with StandIn({"message": Fault()}) as api:
        accounts = "".join(account(name, late, api.base("message")) for name, late in STEPS.items())
        with Late(directory, accounts=accounts) as server:
            late = [
                Push(order, f"oParts{number}", path=f"/{name}") for name in STEPS for number, order in enumerate(ORDERS)
            ]
            deliver(server.port, late)
            # All but those that are short enough.
            ends = sum(not is_whole(order) for order in ORDERS)
            for outcome in ("sent", "kept"):
                eventually("the ends of all late answers", lambda: server.late(outcome) == ends)
            parts = {push: [push.seen, *rest(server, api, push)] for push in late}
            starts = server.starts()
    wrong = [push.path + " " + push.text for push in late if not is_right(push, parts[push])]
    report.want(f"{len(late)} answers in {sum(map(len, parts.values()))} parts, wrong: {wrong or 'none'}", not wrong)
    longest = max(len(part.encode()) for some in parts.values() for part in some)
    report.want(f"the longest part has {longest} bytes (≤ {LIMIT})", longest <= LIMIT)
    report.want("each handler was started once", all(starts[push.id] == 1 for push in late))


def answer(order):
    """What the handler says (Handlers)."""
    answer = f"answer to {order}"
    return answer + "字" * ((int(order[5:]) - len(answer)) // 3) if order.startswith("long") else answer


def is_whole(order):
    return order.startswith("long") and len(answer(order).encode()) <= LIMIT


def rest(server, api, push):
    """What the user sees behind the first part, of messages, or when he writes the word."""
    if push.path == "/message":
        return api.accounts["message"].seen(push.user)
    parts = []
    while True:
        more = deliver(server.port, [Push(WORD, push.user, path=push.path)])[0].seen
        if more == f"answer to {WORD}":
            return parts
        parts.append(more)


def is_right(push, parts):
    """Whether the parts are the whole answer, once and in order."""
    if push.text.startswith("early"):
        return parts == [f"soon: {push.text}", answer(push.text)]
    marked = [part.removesuffix(NOTICE) for part in parts]
    # In the mailbox all parts but the last say that there is more.
    marks = [part != unmarked for part, unmarked in zip(parts, marked)]
    is_marked = push.path == "/mailbox"
    return "".join(marked) == answer(push.text) and marks == [is_marked] * (len(parts) - 1) + [False]
