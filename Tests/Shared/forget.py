"""Users who are forgotten on one instance have left nothing on the other, nor in Redis, and others have lost nothing.

`wechatd journal purge` on each instance, of some; others unfollow, which one instance is told.
"""

import glob
import os
import subprocess
import time

import table
from durable import read
from shared import Instances, Redis
from wechat import Push, deliver
from wechatd import BINARY, eventually

USERS = 6
DEADLINE = 0.3


def run(report, directory, _):
    users = [f"oForgetUs{number}" for number in range(USERS)]
    leavers = users[::2]
    with Redis(directory) as redis, Instances(
        directory, redis.url, late="[mailbox]", handler_seconds=DEADLINE) as instances:
        one, two = instances.ports.values()
        deliver(one, [Push(f"await {3 * DEADLINE} {user}", user) for user in users])
        eventually("the letters", lambda: len(letters(redis)) == USERS)
        statuses = [purge(server.data, user) for server in instances.running.values() for user in leavers]
        end = time.monotonic() + 5
        while len(letters(redis)) > USERS - len(leavers) and time.monotonic() < end:
            time.sleep(0.05)
        left = len(letters(redis))
        fetched = {push.user: push.seen for push in deliver(two, [Push("now and then?", user) for user in users])}
        unfollow(report, instances)
    others = [user for user in users if user not in leavers]
    own = sum(fetched[user] == f"answer to await {3 * DEADLINE} {user}" for user in others)
    new = sum(fetched[user] == "answer to now and then?" for user in leavers)
    table.head("users", "purged", "letters left", "fetched by others", "new answers")
    table.row(USERS, len(leavers), left, own, new)
    report.want(f"purge ended with {set(statuses)} (0)", not any(statuses))
    report.want(f"{left} letters left ({len(others)})", left == len(others))
    report.want(f"{own} of {len(others)} others fetched theirs", own == len(others))
    report.want(f"{new} of {len(leavers)} purged had a new answer, and no letter", new == len(leavers))


def unfollow(report, instances):
    """Users who have written to both unfollow, of which the first instance is told; one is told while the other is away."""
    one, two = instances.ports.values()
    users = [f"oUnfollow{number}" for number in range(USERS)]
    for port in (one, two):
        deliver(port, [Push(f"now {user}", user) for user in users])
    leavers = users[::2]
    wrote = [sum(bool(traces(server.data, user)) for user in users) for server in instances.running.values()]
    report.want(f"{wrote} users in the journals ({USERS} in each)", wrote == [USERS, USERS])
    deliver(one, [leave(user) for user in leavers[1:]])
    instances.running.pop("two").terminate()
    deliver(one, [leave(leavers[0])])
    instances.start("two")
    start = time.monotonic()
    servers = instances.running.values()

    def left():
        return [trace for server in servers for user in leavers for trace in traces(server.data, user)]

    while left() and time.monotonic() < start + 15:
        time.sleep(0.1)
    there = [sum(bool(traces(server.data, user)) for user in users) for server in servers]
    stayed = USERS - len(leavers)
    report.want(f"{len(left())} traces of {len(leavers)} who unfollowed (0)", not left())
    report.want(f"{there} others still there ({stayed} in each)", there == [stayed, stayed])
    report.say(f"gone after {time.monotonic() - start:.1f} s")


def leave(user):
    push = Push("", user)
    push.document = (
        f"<xml><ToUserName>gh_2f7a1c9d84be</ToUserName><FromUserName>{user}</FromUserName>"
        f"<CreateTime>{int(time.time())}</CreateTime><MsgType>event</MsgType><Event>unsubscribe</Event></xml>").encode()
    return push


def traces(data, user):
    """The files in which a user stands."""
    files = [file for file in glob.glob(os.path.join(data, "**"), recursive=True) if os.path.isfile(file)]
    return [file for file in files if user.encode() in read(file)]


def letters(redis):
    return redis.ask("KEYS", "wechatd:letters:*")


def purge(data, user):
    return subprocess.run(
        [BINARY, "journal", "purge", "--data", data, "--user", user], stdout=subprocess.DEVNULL).returncode
