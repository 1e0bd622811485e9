"""The table: what was measured, the goals, and what is missing, as Markdown that also reads well on a terminal."""

import unicodedata
from dataclasses import dataclass, field
from datetime import date

from .machine import description


@dataclass
class Goal:
    """A figure that is wanted: at least, or at most."""

    name: str
    figure: float
    sign: str  # ≥ or ≤
    wanted: float
    form: str = "{:.2f} ×"

    @property
    def is_reached(self):
        return self.figure >= self.wanted if self.sign == "≥" else self.figure <= self.wanted

    def cells(self):
        wanted = f"{self.sign} {self.form.format(self.wanted)}"
        return [self.name, self.form.format(self.figure), wanted, "yes" if self.is_reached else "**no**"]


@dataclass
class Report:
    """All that a run has found."""

    method: str
    machine: list = field(default_factory=description)
    servers: list = field(default_factory=list)  # rows of cells
    goals: list = field(default_factory=list)
    remarks: list = field(default_factory=list)
    missing: list = field(default_factory=list)

    def text(self):
        head = ["server", "pushes/s", "CPU µs/push", "× reference", "idle MB", "B/connection"]
        parts = ["# Results", _list([f"{date.today()}", *self.machine]), self.method, table(head, self.servers)]
        goals = [goal.cells() for goal in self.goals]
        parts += [table(["goal", "measured", "wanted", "reached"], goals)]
        parts += [_list(self.remarks)] if self.remarks else []
        parts += ["Not measured:", _list(self.missing)] if self.missing else []
        return "\n\n".join(parts) + "\n"


def _list(lines):
    return "\n".join(f"- {line}" for line in lines)


def table(head, rows):
    """A Markdown table in straight columns; all but the first are right-aligned."""
    rows = [head, *rows]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(head))]
    lines = ["| " + " | ".join(_padded(*each) for each in zip(row, widths, _sides(head))) + " |" for row in rows]
    rule = "|" + "|".join("-" * (width + 1) + (":" if side else "-") for width, side in zip(widths, _sides(head))) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def _sides(head):
    return [column > 0 for column in range(len(head))]


def _padded(text, width, right):
    space = " " * (width - _width(text))
    return space + text if right else text + space


def _width(text):
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
