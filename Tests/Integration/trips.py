"""Random texts on their way through the server and back, compared with what was sent."""

import collections
import http.client
import random
import time

from account import ORIGINAL_ID, Account, document, read, text

# Each is a character for itself whatever stands beside it: a text that is too long is cut behind one.
PARTS = [*"abcXYZ019 \n\t<>&\"'%\\/[]{}中文字漢私عр€éß😀🚚", "]]>", "</xml>", "&amp;"]
LIMIT = 2_048  # bytes that a reply may have
LONGEST = 20_000  # bytes of a text, more than any user can send


class Trips:
    """Round trips over one connection after the other, as long as nginx keeps each, in both formats."""

    def __init__(self, accounts):
        self.accounts = accounts
        self.seed = random.SystemRandom().randrange(2**32)
        self.random = random.Random(self.seed)
        self.connection = http.client.HTTPConnection("127.0.0.1", Account.port, timeout=30)
        self.pushed, self.replied = collections.Counter(), collections.Counter()
        self.count = self.longest = 0
        self.differences = []
        self.start = time.monotonic()

    def content(self):
        """Half of them with no more bytes than a reply may have."""
        wanted = self.random.randint(0, self.random.choice([LIMIT, LONGEST]))
        return cut("".join(self.random.choices(PARTS, k=wanted)), wanted)

    def make(self):
        account, is_json = self.random.choice(self.accounts), self.random.random() < 0.5
        content = self.content()
        self.count += 1
        self.longest = max(self.longest, len(content.encode()))
        if (said := self.said(account, content, is_json)) != cut(content, LIMIT):
            self.differences.append(f"seed {self.seed}, trip {self.count}: {content[:40]!r} is {said[:40]!r}")

    def said(self, account, content, is_json):
        """What comes back; nothing for `success`, which is no text."""
        push = document(text(content), is_json)
        encrypt = account.encrypt(push)
        self.pushed[account.padding(encrypt, push)] += 1
        envelope = document({"ToUserName": ORIGINAL_ID, "Encrypt": encrypt}, is_json)
        answer = account.send(account.query(encrypt), envelope, self.connection)
        if answer.outcome == (200, b"success"):
            return ""
        message = account.open(answer, is_json)
        encrypt = read(answer.content, is_json)["Encrypt"]
        self.replied[account.padding(encrypt, message)] += 1
        return read(message, is_json)["Content"]

    @property
    def has_all_paddings(self):
        return all(sorted(paddings) == [*range(1, 33)] for paddings in [self.pushed, self.replied])

    def __str__(self):
        return (
            f"{self.count} round trips of up to {self.longest} bytes in {time.monotonic() - self.start:.0f} s: "
            f"{len(self.differences)} differences; {len(self.pushed)} paddings of 32 in pushes, "
            f"{len(self.replied)} in replies, the rarest {min(self.pushed.values())} and {min(self.replied.values())} times")


def cut(content, limit):
    """No more bytes than the limit, and no half character."""
    return content.encode()[:limit].decode(errors="ignore")
