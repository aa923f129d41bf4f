"""A small sound scenario, and a way to write down a fault in it together with the line that must be named.

In a test's text the mark `⟵E016` at a line's end says: this line has that fault, and nothing else has one.
"""

import re

from app.scenarios.format.scenario_file import Parsed, read_scenario
from app.scenarios.library import parse_scenario
from app.scenarios.scenario import Scenario

MODULES = {"keys", "not-my-department"}
SOURCES = {"source-one", "source-two", "004_aa190d8519aadafb"}

SOUND = """\
---
title: The spare key
module: keys
summary: Ana is locked out, and the spare key is yours to lend.
you: Sam, at the front desk
minutes: 5
cast:
  Ana: {role: nurse, chair: customer}
  Ben:
    role: porter
    chair: colleagues
sources: [source-one]
---

It is late.

## door: At the door

**Ana** (quietly): It is locked.

She waits.

- [lend] Take the spare key. -> hall
  - customer +1: She is in.
  - organization +1: The ward has its nurse.
  - colleagues +1: Ben is not woken.
  - self +1: You did it right.
  - now: She smiles.
  - debrief: She needed a door.
  - set: lent
- [ask] Whose door is it? -> hall
  - customer -1: She has to explain.
  - organization 0
  - colleagues 0: Nothing changes.
  - self −2: You look silly.
  - now: She frowns.
  - debrief: She needed a door.

## hall: In the hall

**Ben**: Who is there?

- -> home
  - if: lent and customer >= 1
- -> out

## ending home: Home

It is warm.

## ending out: Out

It rains.
"""

FIELDS = SOUND[SOUND.index("  - customer +1") : SOUND.index("  - set: lent")]

_MARK = re.compile(r" *⟵((?:[EW]\d{3} ?)+)$")

Faults = list[tuple[int, str]]


def choice(head: str, *fields: str) -> str:
    """A choice with all its fields and some more."""
    return f"- {head}\n{FIELDS}" + "".join(f"  - {field}\n" for field in fields)


def body(text: str) -> str:
    """The text as the body of a file with sound front matter."""
    return SOUND[: SOUND.index("It is late.")] + text


def replaced(old: str, new: str, text: str = SOUND) -> str:
    assert text.count(old) == 1, f"{old!r} must be there once"
    return text.replace(old, new)


def line_of(text: str) -> int:
    """The line of the sound scenario that holds this."""
    (number,) = [number for number, line in enumerate(SOUND.split("\n"), start=1) if text in line]
    return number


def unmark(text: str) -> tuple[str, Faults]:
    lines, faults = [], []
    for number, line in enumerate(text.split("\n"), start=1):
        found = _MARK.search(line)
        lines.append(_MARK.sub("", line))
        faults += [(number, code) for code in found[1].split()] if found else []
    return "\n".join(lines), sorted(faults)


def parse(text: str | bytes, path: str = "scenarios/the-spare-key.md") -> Parsed:
    data = text if isinstance(text, bytes) else text.encode()
    return parse_scenario(path, data, modules=MODULES, sources=SOURCES)


def read(text: str) -> Scenario:
    """A scenario as it is written, whatever play would make of it."""
    parsed = read_scenario("scenarios/the-spare-key.md", text.encode(), modules=MODULES, sources=SOURCES)
    assert parsed.scenario, "\n".join(map(str, parsed.problems))
    return parsed.scenario


def errors(parsed: Parsed) -> Faults:
    return [(problem.line, problem.code) for problem in parsed.problems if problem.is_error]


def assert_faults(marked: str) -> None:
    """Exactly the marked faults are found; a scenario comes out where there are none."""
    text, expected = unmark(marked)
    parsed = parse(text)
    assert errors(parsed) == expected, "\n".join(map(str, parsed.problems))
    assert (parsed.scenario is None) == bool(expected)
