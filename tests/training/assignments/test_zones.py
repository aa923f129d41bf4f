"""The rules of a zone change after something was set by it: the hour on the wall stays, and the instant follows."""

from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, update

from app.slices import jobs
from app.training.assignments.actions import begin_due_rounds, follow_zones
from app.training.assignments.models import ASSIGNMENT, OBLIGATION
from tests.practice.playing import content, settings
from tests.queries import counted
from tests.training.assignments.group import Group
from tests.training.assignments.test_own_date import OWN, feed, give
from tests.training.cast import Part
from tests.training.led import words
from tests.zone_rules import zone_like

__all__ = ["content", "settings"]

BERLIN = "Europe/Berlin"


def older(tmp_path: Path) -> AbstractContextManager[None]:
    """Berlin’s clocks an hour ahead in winter, and in summer from the end of April on."""
    return zone_like(tmp_path / "zones", BERLIN, "Africa/Cairo")


def dues(group: Group) -> list[datetime]:
    """All that are kept and not of what was withdrawn when the group was made."""
    with group.database.read() as db:
        first = ASSIGNMENT.c.id != group.people.assignment
        kept = list(db.scalars(select(ASSIGNMENT.c.due_at).where(first)))
        owed = select(OBLIGATION.c.due_at).where(OBLIGATION.c.assignment_id != group.people.assignment)
        return kept + list(db.scalars(owed.order_by(OBLIGATION.c.due_at)))


def follow(group: Group) -> None:
    assert not follow_zones(group.database, group.clock())


def test_the_hour_on_the_wall_stays_and_calendars_move_it(led: Group, tmp_path: Path) -> None:
    with older(tmp_path):
        url = led.set()
        (before,) = feed(led)
        assert before.at == datetime(2026, 3, 19, 15, tzinfo=UTC)
    led.clock.advance(hours=1)
    follow(led)
    (after,) = feed(led)
    assert (after.uid, after.at) == (before.uid, datetime(2026, 3, 19, 16, tzinfo=UTC))
    assert after.sequence > before.sequence
    assert after.changed_at == led.clock()
    assert dues(led) == [after.at, after.at]
    for browser, page in ((led.lead, url), (led.member, "/today"), (led.member, "/groups")):
        assert "Thursday 19 March, 16:00 (17:00 in Berlin)" in words(browser.get(page).text)


def test_a_date_of_ones_own_follows_too_and_is_counted_for_that_person_alone(
    led: Group, tmp_path: Path
) -> None:
    """Everybody’s is in March, when the clocks are the same; the one of their own in April, when they are not."""
    with zone_like(tmp_path / "zones", BERLIN, "Africa/Algiers"):
        url = led.set()
        other = led.joined()
        give(led, url)
        (before,) = feed(led)
        assert before.at == datetime(2026, 4, 9, 11, 15, tzinfo=UTC)
    counts = sequences(led)
    led.clock.advance(hours=1)
    follow(led)
    (after,) = feed(led)
    assert (after.at, after.sequence) == (datetime(2026, 4, 9, 10, 15, tzinfo=UTC), before.sequence + 1)
    assert sequences(led) == counts
    assert f"Thursday 9 April, 10:15 ({OWN['hour']} in Berlin)" in words(led.lead.get(url).text)
    assert "Thursday 19 March, 16:00" in words(other.get("/today").text)


def sequences(group: Group) -> list[int]:
    """Of the assignments."""
    with group.database.read() as db:
        return list(db.scalars(select(ASSIGNMENT.c.sequence).order_by(ASSIGNMENT.c.id)))


def test_later_rounds_and_days_from_joining_follow_while_what_is_past_stays(
    led: Group, tmp_path: Path
) -> None:
    with older(tmp_path):
        led.set(months="1", opens="2026-02-10", on="2026-03-05", later="20")
        led.clock.advance(days=9)
        begin_due_rounds(led.database, led.clock())  # the second is due on 5 April, by summer time
        led.joined(Part.LEARNER)  # 20 days from 11 March
    past = datetime(2026, 3, 5, 15, tzinfo=UTC)
    april, march = datetime(2026, 4, 5, 15, tzinfo=UTC), datetime(2026, 3, 31, 15, tzinfo=UTC)
    assert dues(led) == [past, past, march, april]
    with zone_like(tmp_path / "zones", BERLIN, "Africa/Algiers"):
        follow(led)
        hour = datetime(2026, 3, 31, 16, tzinfo=UTC), datetime(2026, 4, 5, 16, tzinfo=UTC)
        assert dues(led) == [past, past, *hour]


def test_a_site_does_it_without_anybody_asking() -> None:
    assert follow_zones in {job.work for job in jobs(None)}  # type: ignore[arg-type]


def test_where_no_rule_has_changed_nothing_is_written_and_no_obligation_looked_at(led: Group) -> None:
    led.set()
    follow(led)
    before = led.kept(), sequences(led)
    with counted(led.database) as asked:
        follow(led)
    assert [one for one in asked if not one.startswith("SELECT") or "obligation" in one] == []
    assert len(asked) == 2
    assert (led.kept(), sequences(led)) == before


@pytest.mark.parametrize("rules", [None, "those of last year"])
def test_instants_of_unknown_or_older_rules_are_compared_once(led: Group, rules: str | None) -> None:
    """As they stand in a site from before, or in a backup from another machine; these here are right already."""
    led.set()
    kept, before = led.kept(), sequences(led)
    with led.database.write() as db:
        db.execute(update(ASSIGNMENT).values(zone_rules=rules))
    follow(led)
    assert (led.kept(), sequences(led)) == (kept, before)
    with counted(led.database) as asked:
        follow(led)
    assert len(asked) == 2
