"""A random history of everything shows the same obligations, rows and counts as a recount apart from the product.

`SOAK=1` tries many histories, and longer ones; a failure says which, and what was done in it.
"""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from app.db import Database
from app.settings import Settings
from tests.conftest import Browse, Clock
from tests.training.history.acts import ACTS
from tests.training.history.calendars import wall
from tests.training.history.history import History
from tests.training.history.ledger import Group, Set, Stay
from tests.training.history.recount import EXCUSED, MET, OPEN, WITHDRAWN, Owed, owed, under_way
from tests.training.history.shelf import Shelf
from tests.training.history.showing import GroupShown, Line, group_shown, owed_by_me, people_of_set
from tests.training.history.table_recount import Row, table

pytestmark = pytest.mark.soak

SOAK = bool(os.environ.get("SOAK"))
SEEDS = range(25) if SOAK else range(1)
LENGTH = 400 if SOAK else 70
LOOK_EVERY = 25 if SOAK else 14


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "content")


@pytest.fixture
def settings(database_url: str, tmp_path: Path, shelf: Shelf) -> Settings:
    return Settings.read(
        database_url=database_url,
        secret="only-for-tests-only-for-tests-only-for-tests",
        content_dir=shelf.folder,
        cache_dir=tmp_path / "cache",
        erasures_file=tmp_path / "site.erasures",
        reload=True,
        port=8000,
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_happens_the_pages_show_what_a_recount_finds(
    database: Database, browse: Browse, clock: Clock, shelf: Shelf, seed: int
) -> None:
    history = History(Random(seed), database, browse, clock, shelf)
    history.found()
    with told(history):
        live(history)


@contextmanager
def told(history: History) -> Iterator[None]:
    """Where it fails, what was done is printed."""
    try:
        yield
    except Exception:
        print("\n".join(history.said))
        raise


def live(history: History) -> None:
    for number in range(1, LENGTH + 1):
        act = history.chance.choices(list(ACTS), list(ACTS.values()))[0]
        history.said.append(f"{number}. {history.clock():%Y-%m-%d %H:%M:%S} {act.__name__}")
        history.clock.advance(minutes=history.chance.randint(2, 90))
        history.rounds_begin()
        act(history)
        if number % LOOK_EVERY == 0 or number == LENGTH:
            look(history)


def look(history: History) -> None:
    """At every page, as the lead and as each member sees it."""
    history.rounds_begin()
    for group in history.groups:
        shown = group_shown(history.browser(history.lead), group.id)
        same_table(history, group, shown)
        for one in group.sets:
            same_set(history, one)
    for who in history.people:
        same_for_learner(history, [stay for stay in history.stays if stay.who is who])


def same_table(history: History, group: Group, shown: GroupShown) -> None:
    rows = {one.name: one for one in table(group, history.now)}
    assert (shown.lines.keys(), shown.left) == (rows.keys(), group.left)
    for name, one in rows.items():
        same_row(one, shown.lines[name], group)
    needing = {name: one.need for name, one in rows.items() if one.need}
    same_needs(needing, {name: reason(words) for name, words in shown.needs.items()})
    if rows:
        standing = Counter(one.standing for one in rows.values())
        assert shown.narrowings == {
            **{"Everybody": len(rows), "Not begun": standing["not-begun"], "Begun": standing["begun"]},
            **{"Finished": standing["finished"], "Overdue": sum(one.is_overdue for one in rows.values())},
            "Needs a word": len(needing),
        }
    sets = [(one.title, finished(history, one)) for one in group.sets if one.withdrawn is None]
    assert sorted(shown.sets) == sorted(sets)


def same_needs(needing: dict[str, str], shown: dict[str, str]) -> None:
    """The gravest ten."""
    assert shown.items() <= needing.items()
    assert list(map(gravity, shown.values())) == sorted(map(gravity, needing.values()))[:10]


def gravity(need: str) -> tuple[int, int]:
    reason, _, days = need.rpartition(" ")
    grave = ["overdue", "quiet", "stuck", "one", "invited"]
    return grave.index(reason), -int(days) if days.isdigit() else 0


def same_row(one: Row, line: Line, group: Group) -> None:
    assert (line.address, line.number, line.group) == (one.address, one.number, group.title), one.name
    assert (line.done, line.asked) == ((str(one.done), str(one.asked)) if one.asked else ("", "")), one.name
    for value, cell in zip(one.chairs, line.chairs, strict=True):
        assert (cell == "") == (value is None), (one.name, value, cell)
        assert value is None or abs(Fraction(cell) - value) <= Fraction(51, 10_000), (one.name, value, cell)
    for at, cell in ((one.due, line.due), (one.here, line.here)):
        assert (cell and cell.replace(tzinfo=None)) == (at and wall(at, group.zone).replace(microsecond=0))
    assert (line.is_overdue, line.is_own) == (one.is_overdue, one.is_own), one.name


def reason(words: str) -> str:
    """The reason that a sentence gives, with its days."""
    days = next((word for word in words.split() if word.isdigit()), number_in(words))
    if "was due" in words:
        return f"overdue {days}"
    if words.startswith("Left"):
        return f"stuck {days}"
    if words.startswith("Moved"):
        return "one chair"
    return f"{'invited' if words.startswith('Invited') else 'quiet'} {days}"


WORDS = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]


def number_in(words: str) -> str:
    return next((str(WORDS.index(w)) for w in words.replace("a day", "one day").split() if w in WORDS), "?")


def finished(history: History, one: Set) -> str:
    number = max(1, under_way(one, history.clock()))
    parts = [o for stay in one.group.stays for o in owed(stay, one, history.now) if o.round == number]
    counted = [o for o in parts if o.status in {OPEN, MET} and o.begins <= history.clock()]
    return f"{sum(o.status == MET for o in counted)} of {len(counted)}"


def same_set(history: History, one: Set) -> None:
    """The page of what was set: how far each is in the last round they owe."""
    latest = {s.name: parts[-1] for s in one.group.stays if (parts := owed(s, one, history.now))}
    url = f"/teach/groups/{one.group.id}/assignments/{one.id}"
    shown = people_of_set(history.browser(history.lead), url)
    assert shown.keys() == latest.keys(), one.title
    for name, part in latest.items():
        assert shown[name].startswith(set_words(part, history.clock())), (name, one.title)
        assert (f"Round {part.round}" in shown[name]) == (part.round > 1), (name, one.title)
        assert ("Own date" in shown[name]) == part.is_own, (name, one.title)


def set_words(part: Owed, now: datetime) -> str:
    how_far = f"{part.number_done} of {len(part.done)} done"
    late = (now - part.due).days
    if part.status == OPEN:
        return how_far + (f", {late} day{'s' * (late != 1)} late" if late > 0 else "")
    if part.status == MET:
        assert part.met
        return f"finished on {part.met.day} {part.met:%B %Y}"
    return {
        EXCUSED: f"excused; {how_far}",
        WITHDRAWN: f"{how_far} when it was withdrawn",
    }.get(part.status, "ended with what it consisted of")


def same_for_learner(history: History, stays: list[Stay]) -> None:
    """What is set for somebody, on their own pages: all of it with their groups, and what is open on Today."""
    if not stays:
        return
    browser, now = history.browser(stays[0].who.subject), history.now
    every = [o for s in stays for one in s.group.sets for o in owed(s, one, now) if o.begins <= now.at]
    mine = owed_by_me(browser.get("/groups").text)
    assert sorted(mine) == sorted(own_words(one, now.at) for one in every), stays[0].name
    today = owed_by_me(browser.get("/today").text)
    opened = [own_words(one, now.at) for one in every if one.status == OPEN]
    assert sorted(today) == sorted(opened), stays[0].name


def own_words(one: Owed, now: datetime) -> str:
    """As `_owed.html` says it to somebody whose clock is in UTC."""
    how = {
        OPEN: f"{one.number_done} of {len(one.done)} done",
        MET: "finished",
        EXCUSED: "you are excused",
        WITHDRAWN: "withdrawn",
    }.get(one.status, "no longer on this site")
    due = "Due" if one.status == OPEN else "Was due"
    own = ", a date of your own" if one.is_own else ""
    number = f", round {one.round}" if one.round > 1 else ""
    return f"{due} {both_clocks(one, now)}{own}, from Leila Lead | {one.set.title} | {how}{number}"


def both_clocks(one: Owed, now: datetime) -> str:
    zone = one.set.group.zone
    here, there = one.due.replace(tzinfo=None), wall(one.due, zone)
    also = clock_words(there) if here.date() == there.date() else day_words(there, now)
    return f"{day_words(here, now)} ({also} in {zone.rpartition('/')[2]})"


def day_words(at: datetime, now: datetime) -> str:
    year = "" if at.year == now.year else f" {at.year}"
    return f"{at:%A} {at.day} {at:%B}{year}, {clock_words(at)}"


def clock_words(at: datetime) -> str:
    return f"{at.hour}:{at:%M}"
