"""A user who leaves, or withdraws what he has allowed, has left no byte of his in any file of the data directory."""

import os
import time

from durable import Durable, accounts
from standin import Fault, StandIn
from wechat import Push, deliver
from wechatd import eventually

USERS = 12
DEADLINE = 0.5
PATIENCE = 15  # seconds until nothing is left
# What says that a user is to be forgotten.
LEAVING = {
    "unsubscribe": "",
    "user_authorization_revoke": "<AppID>wxmessage</AppID><RevokeInfo>301</RevokeInfo>",
    "user_authorization_cancellation": "<AppID>wxmessage</AppID>",
}


def run(report, directory, _):
    with StandIn({"api": Fault()}) as api:
        settings = {"accounts": accounts(api.base("api")), "handler_seconds": DEADLINE, "openids": "hashed"}
        users = [User(number) for number in range(USERS)]
        with Durable(directory, **settings) as server:
            for paths in (["/message", "/mailbox"], ["/message", "/mailbox"]):
                deliver(server.port, [push for path in paths for user in users for push in user.pushes(path)])
            eventually("the late answers", lambda: len(api.accounts["api"].messages) >= 2 * USERS)
            time.sleep(2)  # a checkpoint has brought some into the database
            deliver(server.port, [push for user in users for push in user.pushes("/message")[:1]])
            wrote = [user for user in users if user.traces(server.data)]
            report.want(f"{len(wrote)} of {USERS} users in the journal", len(wrote) == USERS)
            leavers = [user for user in users if user.leaving]
            deliver(server.port, [user.leave(path) for path in ("/message", "/mailbox") for user in leavers])
            seconds = wait(leavers, server.data)
            left = judge(report, "on the running server", users, server.data)
            report.say(f"gone after {seconds:.1f} s")
            # Nothing comes back with what is written behind it.
            deliver(server.port, [push for user in users if not user.leaving for push in user.pushes("/message")])
            server.terminate()
        judge(report, "behind its stop", users, server.data)
        with Durable(directory, **settings) as server:
            pass
        judge(report, "behind a kill", users, server.data)
    for line in left[:5]:
        print(line)


def wait(leavers, data):
    start = time.monotonic()
    while time.monotonic() - start < PATIENCE and any(user.traces(data) for user in leavers):
        time.sleep(0.2)
    return time.monotonic() - start


def judge(report, when, users, data):
    """Those who stay show that what is looked for can be found."""
    found = {user: user.traces(data) for user in users}
    left = [trace for user, traces in found.items() if user.leaving for trace in traces]
    stayed = [user for user in users if not user.leaving]
    report.want(f"{when} {len(left)} traces of {USERS - len(stayed)} who left (0)", not left)
    there = sum(bool(found[user]) for user in stayed)
    report.want(f"{there} of {len(stayed)} others still there", there == len(stayed))
    return left


class User:
    """Somebody with unusual words. One in four stays."""

    def __init__(self, number):
        self.openid = f"oForgetMe{number:03}qzxv"
        self.word = f"wörterbuch{number:03}kqj"
        self.leaving = [None, *LEAVING][number % 4]

    def pushes(self, path):
        """One answered at once, and one late."""
        return [
            Push(f"now {self.word}", self.openid, path=path),
            Push(f"await {2 * DEADLINE} {self.word}", self.openid, path=path)]

    def leave(self, path):
        """A push whose sender is the platform, unless it says that he has unfollowed."""
        push = Push("", self.openid, path=path)
        sender = self.openid if self.leaving == "unsubscribe" else "oPlatform"
        named = "" if self.leaving == "unsubscribe" else f"<OpenID>{self.openid}</OpenID>"
        push.document = (
            f"<xml><ToUserName>gh_2f7a1c9d84be</ToUserName><FromUserName>{sender}</FromUserName>"
            f"<CreateTime>{int(time.time())}</CreateTime><MsgType>event</MsgType><Event>{self.leaving}</Event>"
            f"{named}{LEAVING[self.leaving]}</xml>").encode()
        return push

    def traces(self, data):
        """Where something of his stands: what, file and place."""
        found = []
        for folder, _, files in os.walk(data):
            for name in files:
                try:
                    with open(os.path.join(folder, name), "rb") as file:
                        bytes = file.read()
                except FileNotFoundError:
                    continue  # it is gone
                for trace in (self.openid, self.word):
                    if (place := bytes.find(trace.encode())) >= 0:
                        found.append(f"{trace}, {self.leaving}, in {name}: {bytes[place - 40 : place + 60]}")
        return found
