"""The same as it is tried by hand: `wechatd push --as-wechat` and `wechatd platform` beside the server, as processes."""

import http.client
import json
import os
import re
import subprocess

import wechatd
from late import Late, account
from wechat import FAULT

NOTICE = "正在处理，稍后发送任意内容获取结果"
NOTHING = "(nothing: success)"
ANSWER = "answer to sleep 6"
# Steps of an account, and what `push` says of `sleep 6`: what the user sees, and after how many deliveries.
CASES = {
    "retry": ("[retry]", ANSWER, 2),
    "message": ("[customer_service]", NOTHING, 1),
    "mailbox": ("[mailbox]", NOTICE, 1),
    "both": ("[retry, customer_service]", ANSWER, 2),
}
NONCES = {"fresh": [], "same": ["--same-nonce"]}


def run(report, directory, _):
    # WeChat is busy at first: the message is sent again.
    with Platform("--fail", "send=-1:1") as platform:
        accounts = "".join(account(name, case[0], platform.base) for name, case in CASES.items())
        with Late(directory, accounts=accounts) as server:
            pushes = [
                (*CASES[name][1:], push(server, directory, name, nonce, "sleep 6", "--as-wechat", *options))
                for name in CASES for nonce, options in NONCES.items()
            ]
            hangs = push(server, directory, "retry", "hangs", "hang 1", "--as-wechat", "--patience", "0.5")
            wrong = [what for what in (mistake(*entry) for entry in [*pushes, (FAULT, 3, hangs)]) if what]
            report.want(f"{len(pushes) + 1} pushes, not as wanted: {'; '.join(wrong) or 'none'}", not wrong)
            wechatd.eventually("the messages", lambda: server.late("sent") == len(NONCES))
            more = [push(server, directory, "mailbox", nonce, "and now?") for nonce in NONCES]
            wrong = [what for what in (mistake(ANSWER, None, process) for process in more) if what]
            report.want(f"read from the mailbox, not as wanted: {'; '.join(wrong) or 'none'}", not wrong)
        messages = [call for call in platform.calls() if call["call"] == "send"]
    done = [call["sent"]["text"]["content"] for call in messages if call["answered"].get("errcode") == 0]
    report.want(
        f"{len(messages)} calls of send, {len(done)} done (3, 2)", len(messages) == 3 and done == [ANSWER] * 2)


def push(server, directory, name, user, text, *options):
    """A process that pushes a text of that user's to the account of that name."""
    return subprocess.Popen(
        [wechatd.BINARY, "push", "text", "--config", os.path.join(directory, "wechatd.yaml"),
         "--to", f"http://127.0.0.1:{server.port}/{name}", "--set", f"Content={text}",
         "--set", f"FromUserName=oTools{user}", *options],
        stdout=subprocess.PIPE, text=True)


def mistake(seen, deliveries, process):
    """What is wrong with what a push has said; None for nothing."""
    said = process.communicate()[0]
    user = re.search(r"(?m)^user: +(.*)", said)
    count = len(re.findall(r"(?m)^delivery ", said)) or None
    is_right = user and user[1].startswith(seen) and count == deliveries
    return None if is_right else f"{said!r} and not {seen} in {deliveries}"


class Platform:
    """`wechatd platform`, in a `with` block."""

    def __init__(self, *options):
        self.process = subprocess.Popen(
            [wechatd.BINARY, "platform", "--listen", "127.0.0.1:0", *options], stdout=subprocess.PIPE, text=True)
        self.base = re.match(r"listens on (http://\S+);", self.process.stdout.readline())[1]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def calls(self):
        connection = http.client.HTTPConnection(self.base.removeprefix("http://"), timeout=wechatd.PATIENCE)
        connection.request("GET", "/_calls")
        return json.loads(connection.getresponse().read())
