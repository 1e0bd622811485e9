"""Checks, run one after the other: each prints a line of ok or failed, its name, and why, with tabs between."""

import traceback

checks = []


def check(function):
    """Marks a function as a check: it raises when something is not as it must be."""
    checks.append(function)


def equal(left, right):
    assert left == right, f"{left!r} is not {right!r}"


def run_checks():
    for function in checks:
        try:
            function()
            print("ok", function.__name__, "", sep="\t", flush=True)
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            why = f"{type(error).__name__} {error} ({where.name}, line {where.lineno})".replace("\n", " ")
            print("failed", function.__name__, why, sep="\t", flush=True)
