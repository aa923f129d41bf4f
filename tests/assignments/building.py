"""A small course built in memory, and what somebody may have done in it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from app.assignments.evidence import Answered
from app.assignments.items import Item, ItemKind, Served
from app.lessons.course import Course, Module
from app.lessons.library.catalog import Catalog
from app.lessons.library.entry import Entry
from app.record.record import WholeRun
from app.scenarios.scenario import Scenario, Totals
from tests.scenarios.building import choice, scenario, scene

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
MODULES: Mapping[str, str] = MappingProxyType({"listening": "hear ask | phone", "limits": "no | door desk"})


def day(number: float) -> datetime:
    return NOON + timedelta(days=number)


def lesson(name: str) -> Item:
    return Item(ItemKind.LESSON, name, name.capitalize())


def play(name: str) -> Item:
    return Item(ItemKind.SCENARIO, name, name.capitalize())


def run(at: float, *totals: int) -> WholeRun:
    return WholeRun("a-run", "a-version", day(at), Totals(*totals))


def answered(at: float, question: str, version: str = "v1") -> Answered:
    return Answered(day(at), question, version)


def served(modules: Mapping[str, str] = MODULES, *, without: Sequence[str] = ()) -> Served:
    """A course “All” of these modules: each its lessons, a bar, its scenarios; `without` these files."""
    parts = {name: [half.split() for half in listed.split("|")] for name, listed in modules.items()}
    made = {
        name: Module(name, "v1", name.capitalize(), "", _left(lessons, without), tuple(plays))
        for name, (lessons, plays) in parts.items()
        if name not in without
    }
    entries = {
        name: Entry(name, module, "v1", name.capitalize(), "", 5, 100, ())
        for module, (lessons, _) in parts.items()
        for name in _left(lessons, without)
    }
    plays = [name for _, listed in parts.values() for name in listed if name not in without]
    drawn = scenario(scene("a", choice("b", "end")))
    course = Course("all", "v1", "All", "", tuple(made))
    return Served(Catalog({"all": course}, made, entries), {name: _titled(drawn, name) for name in plays})


def _left(names: Sequence[str], without: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in without)


def _titled(drawn: Scenario, name: str) -> Scenario:
    return replace(drawn, id=name, title=name.capitalize())
