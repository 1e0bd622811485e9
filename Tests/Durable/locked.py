"""Another process holds the journal's lock for ten seconds."""

import contextlib
import os
import sqlite3

import outage

SECONDS = 10


def run(report, directory, options):
    outage.play(report, os.path.join(directory, "locked"), "locked", lock, 6 if options.quick else SECONDS)


@contextlib.contextmanager
def lock(server):
    database = sqlite3.connect(os.path.join(server.data, "journal.db"), isolation_level=None, timeout=10)
    database.execute("BEGIN EXCLUSIVE")
    yield
    database.execute("ROLLBACK")
    database.close()
