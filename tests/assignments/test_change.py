"""What is kept of a change reads back as what it was, and is said so that anybody would know it."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assignments.change import (
    UNDONE_WITHIN,
    WITHDRAWN,
    ChangeKind,
    can_be_undone,
    done_of,
    done_text,
    keys_of,
    keys_text,
    own_date_of,
    own_date_text,
    rounds_of,
    rounds_text,
)
from app.assignments.change_wording import ago, changed_meanwhile, done_so, undo_words
from app.assignments.due_date import DueDate, due_date_of, shown_at
from app.assignments.items import ItemKey, ItemKind
from tests.assignments.building import day, lesson, play

KEYS = st.builds(ItemKey, st.sampled_from(ItemKind), st.from_regex(r"[a-z0-9-]{1,20}", fullmatch=True))
TIMES = st.datetimes(timezones=st.just(UTC))
DUE = DueDate(date(2027, 3, 28), time(2, 30), "Europe/Berlin")


@given(st.dictionaries(KEYS, TIMES))
def test_what_was_done_reads_back(done: dict[ItemKey, datetime]) -> None:
    text = done_text(done)
    assert done_of(text) == done
    assert (text is None) == (not done)


@given(st.sets(st.integers(1, 2000)))
def test_rounds_read_back(rounds: set[int]) -> None:
    assert rounds_of(rounds_text(rounds)) == rounds


def test_items_and_dates_read_back() -> None:
    hear, phone = lesson("hear"), play("phone")
    assert keys_of(keys_text([hear, phone])) == {hear.key, phone.key}
    assert due_date_of(DUE.text) == DUE
    assert own_date_of(own_date_text(2, DUE.text)) == (2, DUE.text)
    assert own_date_of(own_date_text(2, "")) == (2, "")


def test_a_date_that_was_kept_as_an_instant_is_what_the_clock_shows() -> None:
    assert shown_at(DUE.instant, DUE.zone) == DueDate(date(2027, 3, 28), time(3), "Europe/Berlin")


def test_a_change_can_be_undone_for_a_day() -> None:
    assert can_be_undone(day(0), day(0) + UNDONE_WITHIN)
    assert not can_be_undone(day(0), day(0) + UNDONE_WITHIN + timedelta(microseconds=1))


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-5, "a moment ago"),
        (0, "a moment ago"),
        (60, "a minute ago"),
        (300, "5 minutes ago"),
        (3600, "an hour ago"),
        (7200, "2 hours ago"),
        (86_400, "a day ago"),
        (400 * 86_400, "400 days ago"),
    ],
)
def test_how_long_ago_is_said_plainly(seconds: int, said: str) -> None:
    assert ago(day(0), day(0) + timedelta(seconds=seconds)) == said


def test_who_was_first_is_said() -> None:
    words = "Leila has changed this a minute ago. Here is how it is now; yours is below, not saved."
    assert changed_meanwhile("Leila", "a minute ago") == words
    assert changed_meanwhile("You", "a minute ago").startswith("You have changed")


@pytest.mark.parametrize(
    ("kind", "before", "of", "said"),
    [
        (ChangeKind.DATE, DUE.text, "", "Leila moved the date a minute ago. It was due Thursday before."),
        (
            ChangeKind.DATE,
            "1",
            "Dana",
            "Leila changed the date for Dana alone a minute ago. It was the date of all before.",
        ),
        (
            ChangeKind.LATER,
            "",
            "",
            "Leila changed what holds for whoever joins later a minute ago. "
            "It was the same date as everybody before.",
        ),
        (
            ChangeKind.CONDITION,
            "finished",
            "",
            "Leila changed when a conversation is done a minute ago. "
            "Before, it was done when a whole run is finished, however it ends.",
        ),
        (
            ChangeKind.ITEMS,
            "lesson:hear scenario:phone",
            "",
            "Leila took over what was new a minute ago. It had two parts before.",
        ),
        (ChangeKind.WITHDRAW, "", "", "Leila withdrew this a minute ago."),
        (ChangeKind.WITHDRAW, WITHDRAWN, "", "Leila set this again a minute ago."),
        (ChangeKind.EXCUSE, "", "Dana", "Leila excused Dana a minute ago."),
        (ChangeKind.EXCUSE, "1", "Dana", "Leila asked this of Dana again a minute ago."),
    ],
)
def test_what_was_done_is_told_with_how_it_was(kind: ChangeKind, before: str, of: str, said: str) -> None:
    told = done_so(kind, before, name="Leila", of=of, when="a minute ago", due="Thursday")
    assert told == said
    assert undo_words(kind, before)
