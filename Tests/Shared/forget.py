"""`wechatd journal purge` on each instance: what waited for the user in Redis goes as well, and nobody else's."""

import subprocess
import time

import table
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
    others = [user for user in users if user not in leavers]
    own = sum(fetched[user] == f"answer to await {3 * DEADLINE} {user}" for user in others)
    new = sum(fetched[user] == "answer to now and then?" for user in leavers)
    table.head("users", "purged", "letters left", "fetched by others", "new answers")
    table.row(USERS, len(leavers), left, own, new)
    report.want(f"purge ended with {set(statuses)} (0)", not any(statuses))
    report.want(f"{left} letters left ({len(others)})", left == len(others))
    report.want(f"{own} of {len(others)} others fetched theirs", own == len(others))
    report.want(f"{new} of {len(leavers)} purged had a new answer, and no letter", new == len(leavers))


def letters(redis):
    return redis.ask("KEYS", "wechatd:letters:*")


def purge(data, user):
    return subprocess.run(
        [BINARY, "journal", "purge", "--data", data, "--user", user], stdout=subprocess.DEVNULL).returncode
