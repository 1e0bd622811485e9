"""The server whose handlers take down what they do (Handlers), with a journal, and what both have left."""

import collections
import dataclasses
import glob
import http.client
import os
import re
import shutil
import sqlite3
import tempfile

from late import account
from wechatd import PATIENCE, ROOT, Server

HANDLERS = os.path.join(ROOT, ".build/release/DurableHandlers")
UNFINISHED = (0, 1)  # states of a row
PARKED = 4
UNKNOWN = 4  # a late answer of which nobody knows whether it was sent


class Durable(Server):
    """`wechatd serve` with those handlers. Those that come one after the other share journal and effects."""

    binary = HANDLERS

    def __init__(self, directory, port=0, data=None, journal="durable", environment=None, **settings):
        self.data = data or data_of(directory)
        self.effects = os.path.join(directory, "effects")
        super().__init__(
            directory, listen=f"127.0.0.1:{port}", data=self.data, journal=journal,
            environment={"DURABLE_EFFECTS": self.effects} | (environment or {}), **settings)

    def journal_files(self):
        return glob.glob(os.path.join(self.data, "journal.db*"))

    def page(self, path):
        """The status and the text of an operators' page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.admin, timeout=PATIENCE)
        connection.request("GET", path)
        answer = connection.getresponse()
        try:
            return answer.status, answer.read().decode()
        finally:
            connection.close()


def data_of(directory):
    return os.path.join(directory, "data")


def accounts(base, *lines):
    """Accounts at /message, /retry and /mailbox, each with late steps of that sort, and more lines."""
    steps = {"message": "[customer_service]", "retry": "[retry, customer_service]", "mailbox": "[mailbox]"}
    more = "".join(f"    {line}\n" for line in lines)
    return "".join(account(name, late, base) + more for name, late in steps.items())


@dataclasses.dataclass
class Effect:
    attempt: int
    place: int  # in the file


class Effects:
    """What handlers have done, by MsgId, as they took it down themselves."""

    def __init__(self, file):
        self._found = collections.defaultdict(list)
        place = 0
        for line in read(file).splitlines(keepends=True):
            key, attempt, what = line.decode().split()
            self._found[what, key].append(Effect(int(attempt), place))
            place += len(line)

    def begins(self, push):
        return self._found.get(("begin", push.id), [])

    def ends(self, push):
        return self._found.get(("end", push.id), [])


def read(file):
    """The bytes of a file; none when there is no file."""
    try:
        with open(file, "rb") as opened:
            return opened.read()
    except FileNotFoundError:
        return b""


@dataclasses.dataclass
class Row:
    state: int
    attempts: int
    late: int

    @property
    def is_unfinished(self):
        return self.state in UNFINISHED


def copy(data, place):
    """Copies the journal of a server that does not run."""
    os.mkdir(place)
    for file in glob.glob(os.path.join(data, "journal.db*")):
        shutil.copy(file, place)


def rows(data):
    """The rows of a server that does not run, by MsgId, as far as their documents are there. Of a copy."""
    with tempfile.TemporaryDirectory() as directory:
        place = os.path.join(directory, "copy")
        copy(data, place)
        file = os.path.join(place, "journal.db")
        if not os.path.exists(file):
            return {}
        found = {}
        with sqlite3.connect(file) as database:
            try:
                columns = database.execute(
                    "SELECT state, attempts, late, bytes FROM push JOIN body ON body.id = push.id ORDER BY push.id")
            except sqlite3.OperationalError:  # it was killed before it had made its tables
                return {}
            for state, attempts, late, document in columns:
                if key := re.search(rb"<MsgId>(\d+)", document):
                    found[key[1].decode()] = Row(state, attempts, late)
        database.close()
        return found
