"""The fields of a choice: a nested list, each field at most once.

    - customer +2: Somebody is now on her side of the problem.
    - organization 0
    - colleagues -1: Ravi meets her cold.
    - self +1: Ten minutes gone, and you know how it ended.
    - now: She breathes out and sits.
    - debrief: One call, and it stayed Ravi's job.
    - set: ravi-knows, path-given
    - clear: waiting
    - if: ravi-knows and customer >= 1
    - once
    - clear-cut: Passwords are never shared.

All four chairs, `now` and `debrief` are required. A number is `0` or has a sign and a size from 1 to 3; a
reason is required unless it is 0.
"""

import re
from dataclasses import dataclass, field

from app.content.chair import CHAIRS, Chair
from app.content.problem import did_you_mean, quoted
from app.scenarios.format.body import Item
from app.scenarios.format.conditions import MINUS, is_flag, read_condition
from app.scenarios.format.findings import Findings
from app.scenarios.scenario import ALWAYS, Condition, Effect

NAMES = ("now", "debrief", "set", "clear", "if", "once", "clear-cut")
STRAY = "this is neither a field nor part of one"

_SCORE = re.compile(r"0|[+-][1-3]")
_ANY_NUMBER = re.compile(r"[+\-−–]?\d+(?:[.,]\d+)?")


@dataclass
class Fields:
    """What the fields of one choice say; what is missing or has a fault is left as it is here."""

    effects: dict[Chair, Effect] = field(default_factory=dict)
    now: str = ""
    debrief: str = ""
    sets: frozenset[str] = frozenset()
    sets_line: int = 0
    clears: frozenset[str] = frozenset()
    condition: Condition = ALWAYS
    once: bool = False
    clear_cut: str = ""


def read_fields(item: Item, findings: Findings) -> Fields:
    reader = _Reader(findings)
    for entry in item.fields:
        reader.read(entry)
    report_strays(item, findings)
    reader.check_all_there(item.line)
    return reader.fields


def report_strays(item: Item, findings: Findings) -> None:
    """Whatever stands in an item or in its fields without being one."""
    strays = list(item.strays)
    for entry in item.fields:
        strays += [*entry.strays, *(inner.line for inner in entry.fields)]
    for line in strays:
        findings.fault(line, "E019", STRAY)


class _Reader:
    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.fields = Fields()
        self.given: set[str] = set()
        self.unknown_chair = False

    def read(self, entry: Item) -> None:
        head, colon, value = entry.text.partition(":")
        words = head.split()
        if words and words[0] in CHAIRS:
            self.chair(entry.line, Chair(words[0]), " ".join(words[1:]), value.strip())
        elif len(words) == 2 and _ANY_NUMBER.fullmatch(words[1]):
            self.unknown_chair = True
            hint = did_you_mean(words[0], CHAIRS)
            self.fault(entry, "E013", f"unknown chair {quoted(words[0])}{hint}")
        else:
            self.named(entry, head.strip(), value.strip(), colon != "")

    def fault(self, entry: Item, code: str, message: str) -> None:
        self.findings.fault(entry.line, code, message)

    def first(self, line: int, name: str) -> bool:
        if name in self.given:
            self.findings.fault(line, "E015", f"“{name}” is given twice")
            return False
        self.given.add(name)
        return True

    def chair(self, line: int, chair: Chair, number: str, reason: str) -> None:
        if not self.first(line, chair):
            return
        number = number.translate(MINUS)
        if not _SCORE.fullmatch(number):
            message = f"the number of {chair} is {quoted(number)}: write 0, or +1 to +3, or −1 to −3"
            self.findings.fault(line, "E016", message)
        elif number != "0" and not reason:
            self.findings.fault(line, "E017", f"give a reason: “{chair} {number}: why”")
        else:
            self.fields.effects[chair] = Effect(chair, int(number), reason)

    def named(self, entry: Item, name: str, value: str, colon: bool) -> None:
        if name not in NAMES or (name == "once" and colon) or (name == "clear-cut" and not value):
            hint = did_you_mean(name, (*NAMES, *CHAIRS))
            self.fault(entry, "E019", f"unknown field {quoted(entry.text)}{hint}")
        elif self.first(entry.line, name):
            self.keep(entry, name, value)
        elif name == "set":
            self.findings.flags_set |= _flags(value)

    def keep(self, entry: Item, name: str, value: str) -> None:
        fields = self.fields
        match name:
            case "now":
                fields.now = self.prose(entry, name, value)
            case "debrief":
                fields.debrief = self.prose(entry, name, value)
            case "set":
                fields.sets, fields.sets_line = self.flags(entry, value), entry.line
                self.findings.flags_set |= fields.sets
                self.check_both(entry)
            case "clear":
                fields.clears = self.flags(entry, value)
                self.check_both(entry)
            case "if":
                fields.condition = self.condition(entry, value)
            case "once":
                fields.once = True
            case "clear-cut":
                fields.clear_cut = value

    def prose(self, entry: Item, name: str, value: str) -> str:
        if not value:
            self.fault(entry, "E018", f"“{name}” is empty")
        return value

    def flags(self, entry: Item, value: str) -> frozenset[str]:
        for flag in (part.strip() for part in value.split(",")):
            if not is_flag(flag):
                self.fault(
                    entry, "E005", f"{quoted(flag)} cannot be a flag: write-it-like-this, not as a chair"
                )
        return _flags(value)

    def check_both(self, entry: Item) -> None:
        for flag in sorted(self.fields.sets & self.fields.clears):
            self.fault(entry, "E015", f"“{flag}” is both set and cleared")

    def condition(self, entry: Item, value: str) -> Condition:
        before = len(self.findings.problems)
        condition = read_condition(value, entry.line, self.findings)
        self.unknown_chair |= any(problem.code == "E013" for problem in self.findings.problems[before:])
        return condition

    def check_all_there(self, line: int) -> None:
        missing = [chair for chair in CHAIRS if chair not in self.given]
        for chair in missing if not self.unknown_chair else ():
            self.findings.fault(line, "E014", f"“{chair}” is missing: all four chairs are needed")
        for name in ("now", "debrief"):
            if name not in self.given:
                self.findings.fault(line, "E018", f"“{name}” is missing")


def _flags(value: str) -> frozenset[str]:
    return frozenset(flag for flag in (part.strip() for part in value.split(",")) if is_flag(flag))
