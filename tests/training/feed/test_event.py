"""Which events stand in a calendar, and what they say of themselves."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.assignments.obligation import Status
from app.training.feed.event import CALLED_OFF_FOR, Asked, events, uid

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
ASKED = Asked(
    subject_id="somebody",
    assignment_id="printer",
    number=1,
    title="The printer",
    group="Spring",
    set_by="Dana",
    due=NOW + timedelta(days=14),
    status=Status.OPEN,
    sequence=2,
    changed_at=NOW - timedelta(days=3),
)


def off(status: Status, **ago: float) -> Asked:
    return replace(ASKED, status=status, called_off_at=NOW - timedelta(**ago))


def test_what_is_open_has_an_event() -> None:
    (event,) = events([ASKED], NOW)
    assert (event.title, event.at, event.sequence) == ("The printer", ASKED.due, 2)
    assert event.changed_at == ASKED.changed_at
    assert not event.is_cancelled
    assert event.description == "Set by Dana in “Spring”. It counts whenever you do it."


def test_whoever_set_it_may_be_gone() -> None:
    (event,) = events([replace(ASKED, set_by="")], NOW)
    assert event.description == "Set in “Spring”. It counts whenever you do it."


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.EXCUSED])
def test_what_was_called_off_is_said_for_thirty_days(status: Status) -> None:
    (event,) = events([off(status, days=29, hours=23)], NOW)
    assert event.is_cancelled
    assert not list(events([off(status, days=CALLED_OFF_FOR.days)], NOW))


@pytest.mark.parametrize("status", [Status.MET, Status.ENDED])
def test_what_is_done_is_gone(status: Status) -> None:
    assert not list(events([replace(ASKED, status=status), off(status, days=1)], NOW))


def test_names_are_ones_own_and_stay_whatever_changes() -> None:
    changed = replace(ASKED, title="Else", due=NOW, sequence=9, status=Status.WITHDRAWN, called_off_at=NOW)
    first, second = (next(events([one], NOW)).uid for one in (ASKED, changed))
    assert first == second
    others = {uid("somebody", "printer", 2), uid("somebody", "else", 1), uid("another", "printer", 1), first}
    assert len(others) == 4
    assert "somebody" not in first
