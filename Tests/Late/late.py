"""The server whose handlers do what a message says (Handlers), and an account for each ladder of late steps."""

import collections
import os

from wechatd import ROOT, Server, TOKEN

HANDLERS = os.path.join(ROOT, ".build/release/LateHandlers")


class Late(Server):
    """`wechatd serve` with those handlers; how often each was started can be counted."""

    binary = HANDLERS

    def __init__(self, directory, **settings):
        self.file = os.path.join(directory, "starts")
        open(self.file, "w").close()
        super().__init__(directory, environment={"LATE_STARTS": self.file}, **settings)

    def starts(self):
        """How often handlers were started, by MsgId."""
        with open(self.file) as file:
            return collections.Counter(file.read().split())

    def threads(self):
        return len(os.listdir(f"/proc/{self.pid}/task"))

    def late(self, outcome):
        """How many late answers had that outcome."""
        return self.metric(f'wechatd_late_answers_total{{outcome="{outcome}"}}')


def account(name, late, base=None):
    """An account at /name, as it is written behind Config/wechatd.yaml; with an AppSecret where there is an API for it."""
    lines = [f"- path: /{name}", f"  app_id: wx{name}", f"  name: {name}", f"  token: {TOKEN}", f"  late: {late}"]
    if base:
        lines += ["  app_secret: exampleAppSecret", f"  api_base: {base}"]
    return "".join(f"  {line}\n" for line in lines)
