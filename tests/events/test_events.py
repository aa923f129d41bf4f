"""What happened stays as it was written down, with the fact it tells of, and no reader misses any of it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields

import pytest
from sqlalchemy import Connection, delete, update
from sqlalchemy.exc import DBAPIError

from app.backup.events import changeable_events, put_before_all_others
from app.db import Database
from app.events.actions import dealt_with, record
from app.events.event import CertificateMade, Event, ResetLinkMade, RoleChanged
from app.events.kinds import KINDS, as_json, from_stored
from app.events.models import EVENT
from app.events.queries import PAGE, log_page, unread
from app.events.recorded import Place
from app.events.sentences import KIND_NAMES, sentence
from tests.conftest import Clock

READER = "a reader"
NOT_SHOWN = {"attempt", "version"}


def happen(database: Database, clock: Clock, *courses: str, subject: str = "ada") -> None:
    for course in courses:
        with database.change() as connection:
            record(connection, CertificateMade(subject=subject, course=course), now=clock())


def courses_of(events: Iterator[Event | None]) -> list[str]:
    return [event.course for event in events if isinstance(event, CertificateMade)]


def read_on(database: Database, clock: Clock, most: int = 100, *, until: int = 0) -> list[str]:
    """What the reader deals with, in as many runs as it takes to have `until` events.

    PostgreSQL counts transactions of all databases of a server, so other tests’ may hold a reader up.
    """
    courses: list[str] = []
    for _ in range(600):
        with database.change() as connection:
            found = unread(connection, READER, most=min(most, until - len(courses)) if until else most)
            dealt_with(connection, READER, found, now=clock())
        courses += courses_of(one.event for one in found)
        if len(courses) >= until:
            break
        time.sleep(0.05)
    return courses


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.KIND)
def test_every_kind_comes_back_as_it_was_written(kind: type[Event]) -> None:
    event = kind(**{field.name: f"“{field.name}”" for field in fields(kind)})
    stored = from_stored(kind.KIND, subject=event.subject, actor=event.actor, facts=as_json(event))
    assert stored == event


def test_a_kind_or_facts_of_another_release_are_nobodys() -> None:
    assert from_stored("unheard-of", subject="", actor="", facts="{}") is None
    assert from_stored("role-changed", subject="", actor="", facts='{"before":"learner"}') is None


def test_it_is_written_with_the_fact_or_not_at_all(database: Database, clock: Clock) -> None:
    with pytest.raises(ZeroDivisionError), database.change() as connection:  # noqa: PT012
        record(connection, ResetLinkMade(subject="ada", actor="ola"), now=clock())
        raise ZeroDivisionError
    with database.look() as connection:
        assert log_page(connection).events == []


@pytest.mark.parametrize("change", [update(EVENT).values(kind="other"), delete(EVENT)])
def test_the_database_refuses_to_change_what_happened(database: Database, clock: Clock, change) -> None:  # type: ignore[no-untyped-def]
    happen(database, clock, "one")
    with pytest.raises(DBAPIError, match="never changed"), database.change() as connection:
        connection.execute(change)
    with database.look() as connection:
        assert courses_of(one.event for one in log_page(connection).events) == ["one"]


def test_a_reader_gets_each_once_and_in_order(database: Database, clock: Clock) -> None:
    happen(database, clock, "one", "two", "three")
    assert read_on(database, clock, most=2, until=2) == ["one", "two"]
    happen(database, clock, "four")
    assert read_on(database, clock, until=2) == ["three", "four"]
    assert read_on(database, clock) == []


def test_a_reader_that_fails_gets_them_again(database: Database, clock: Clock) -> None:
    happen(database, clock, "one")
    with pytest.raises(ZeroDivisionError), database.change() as connection:  # noqa: PT012
        dealt_with(connection, READER, unread(connection, READER, most=9), now=clock())
        raise ZeroDivisionError
    assert read_on(database, clock, until=1) == ["one"]


@contextmanager
def under_way(database: Database) -> Iterator[Connection]:
    """A transaction that has begun to write and ends later than others that began after it."""
    with database.engine.connect() as connection, connection.begin():
        yield connection


def test_one_that_ends_late_is_not_missed(database: Database, clock: Clock) -> None:
    """Whatever its clock said: a slow transaction began first, and others ended and were read meanwhile."""
    if database.is_sqlite:
        pytest.skip("SQLite has one writer at a time")
    with under_way(database) as slow:
        record(slow, CertificateMade(subject="ada", course="slow"), now=clock())
        clock.advance(seconds=-3)
        happen(database, clock, "quick")
        before = read_on(database, clock)
    after = read_on(database, clock, until=2 - len(before))
    assert sorted(before + after) == ["quick", "slow"]


def test_a_clock_that_goes_back_hides_nothing(database: Database, clock: Clock) -> None:
    happen(database, clock, "one")
    assert read_on(database, clock, until=1) == ["one"]
    clock.advance(days=-1)
    happen(database, clock, "two")
    assert read_on(database, clock, until=1) == ["two"]


def test_the_log_by_subject_by_kind_and_by_page(database: Database, clock: Clock) -> None:
    happen(database, clock, *(f"{number}" for number in range(PAGE + 3)))
    with database.change() as connection:
        record(
            connection, RoleChanged(subject="ola", actor="ada", before="learner", after="admin"), now=clock()
        )
    with database.look() as connection:
        newest = log_page(connection)
        assert newest.older is not None
        assert newest.events[0].kind == "role-changed"
        older = log_page(connection, before=Place.read(str(newest.older)))
        assert len(newest.events) == PAGE
        assert len(older.events) == 4
        assert older.older is None
        assert [one.subject for one in log_page(connection, subject="ola").events] == ["ola"]
        assert {one.kind for one in log_page(connection, kind="certificate-made").events} == {
            "certificate-made"
        }


def test_the_log_has_all_its_pages_after_a_restore(database: Database, clock: Clock) -> None:
    """Restored events stand below zero, so that whatever happens next comes after them."""
    happen(database, clock, *(f"{number}" for number in range(PAGE + 3)))
    with database.change() as connection, changeable_events(connection):
        put_before_all_others(connection)
    with database.look() as connection:
        newest = log_page(connection)
        assert newest.older is not None
        older = log_page(connection, before=Place.read(str(newest.older)))
    assert courses_of(one.event for one in older.events) == ["2", "1", "0"]


@pytest.mark.parametrize(
    "text", ["", ".", "x.y", "1", "1.", "-.a", "--1.a", "1-.a", "1" * 30 + ".a", "1.a b", "1.a.b"]
)
def test_what_is_no_place_is_none(text: str) -> None:
    assert Place.read(text) is None


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.KIND)
def test_the_log_has_a_name_and_a_sentence_for_every_kind(kind: type[Event]) -> None:
    event = kind(**{field.name: f"“{field.name}”" for field in fields(kind)})
    assert KIND_NAMES[kind.KIND]
    assert all(fact in sentence(event) for name, fact in event.facts.items() if name not in NOT_SHOWN)
