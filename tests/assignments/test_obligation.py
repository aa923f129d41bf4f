"""How far somebody is with what was set: once done, it stays so, whenever and in whatever order it was done."""

from datetime import datetime, timedelta

import pytest

from app.assignments.condition import RunCondition
from app.assignments.evidence import Asked, Evidence
from app.assignments.items import Item
from app.assignments.obligation import Obligation, Own, Status, Terms, obligation
from tests.assignments.building import answered, day, lesson, play, run

HEAR, ASK, PHONE = lesson("hear"), lesson("ask"), play("phone")
TERMS = Terms((HEAR, ASK, PHONE))
OWN = Own(due=day(14))
NOTHING = Evidence()
LESSONS = Evidence(lessons={"hear": day(2), "ask": day(1)})
EVERYTHING = Evidence(LESSONS.lessons, {"phone": [run(5, 1, 1, 1, -1)]})
ZERO = timedelta()


def gone(*items: Item) -> Terms:
    return Terms(TERMS.items, vanished={item.key for item in items})


def counts(found: Obligation) -> tuple[Status, int, int]:
    return found.status, found.done, found.of


def test_nothing_done_yet() -> None:
    found = obligation(TERMS, OWN, NOTHING)
    assert counts(found) == (Status.OPEN, 0, 3)
    assert (found.next_item, found.met_at, found.due) == (HEAR, None, day(14))


def test_the_next_is_the_first_that_is_not_done() -> None:
    found = obligation(TERMS, OWN, Evidence(lessons={"hear": day(2)}))
    assert (found.next_item, found.done) == (ASK, 1)
    assert obligation(TERMS, OWN, LESSONS).next_item == PHONE


def test_it_is_met_when_the_last_was_first_done() -> None:
    found = obligation(TERMS, OWN, EVERYTHING)
    assert counts(found) == (Status.MET, 3, 3)
    assert (found.met_at, found.next_item, found.is_open) == (day(5), None, False)
    assert [one.done_at for one in found.items] == [day(2), day(1), day(5)]


def test_the_run_must_be_what_was_asked_for() -> None:
    strict = Terms(TERMS.items, RunCondition.NOBODY_WORSE)
    assert obligation(strict, OWN, EVERYTHING).next_item == PHONE
    better = Evidence(
        LESSONS.lessons, {"phone": [run(5, 1, 1, 1, -1), run(9, 0, 0, 0, 0), run(20, 1, 1, 1, 1)]}
    )
    assert obligation(strict, OWN, better).met_at == day(9)


@pytest.mark.parametrize(
    ("due", "now", "overdue", "late"),
    [(14, 13, 0, 0), (14, 14, 0, 0), (14, 16, 2, 0), (4, 3, 0, 1), (5, 5, 0, 0)],
)
def test_overdue_is_what_is_open_and_late_what_was_done_after(
    due: float, now: float, overdue: float, late: float
) -> None:
    own = Own(due=day(due))
    assert obligation(TERMS, own, LESSONS).overdue_by(day(now)) == timedelta(days=overdue)
    assert obligation(TERMS, own, LESSONS).late_by == ZERO
    assert obligation(TERMS, own, EVERYTHING).overdue_by(day(100)) == ZERO
    assert obligation(TERMS, own, EVERYTHING).late_by == timedelta(days=late)


def test_finished_before_it_was_set() -> None:
    met = obligation(TERMS, OWN, EVERYTHING)
    assert met.was_met_before(day(6))
    assert not met.was_met_before(day(5))
    assert not obligation(TERMS, OWN, LESSONS).was_met_before(day(6))


@pytest.mark.parametrize(
    ("own", "status"),
    [
        (Own(day(14), is_excused=True), Status.EXCUSED),
        (Own(day(14), is_withdrawn=True), Status.WITHDRAWN),
        (Own(day(14), is_excused=True, is_withdrawn=True), Status.WITHDRAWN),
    ],
)
def test_whoever_is_excused_owes_nothing_and_keeps_what_is_done(own: Own, status: Status) -> None:
    found = obligation(TERMS, own, LESSONS)
    assert counts(found) == (status, 2, 3)
    assert (found.next_item, found.overdue_by(day(99)), found.is_open) == (None, ZERO, False)
    assert counts(obligation(TERMS, own, EVERYTHING)) == (Status.MET, 3, 3)


def test_what_has_vanished_keeps_nothing_open() -> None:
    found = obligation(gone(PHONE), OWN, LESSONS)
    assert counts(found) == (Status.MET, 2, 2)
    assert found.met_at == day(2)
    assert [(one.item.title, one.is_vanished) for one in found.items][-1] == ("Phone", True)


def test_of_what_is_left_everything_is_to_be_done() -> None:
    found = obligation(gone(PHONE), OWN, Evidence(lessons={"hear": day(2)}))
    assert counts(found) == (Status.OPEN, 1, 2)
    assert found.next_item == ASK


def test_what_was_done_before_it_vanished_still_counts() -> None:
    found = obligation(gone(PHONE), OWN, EVERYTHING)
    assert counts(found) == (Status.MET, 3, 3)
    assert found.met_at == day(5)


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (NOTHING, (Status.ENDED, 0, 0)),
        (LESSONS, (Status.ENDED, 2, 2)),
        (EVERYTHING, (Status.MET, 3, 3)),
    ],
)
def test_where_nothing_is_left_it_ends(evidence: Evidence, expected: tuple[Status, int, int]) -> None:
    found = obligation(gone(*TERMS.items), OWN, evidence)
    assert counts(found) == expected
    assert (found.next_item, found.overdue_by(day(99))) == (None, ZERO)


def test_what_was_done_by_an_earlier_condition_stays_done() -> None:
    """Whatever is asked of a conversation now: once met, met for good."""
    strict = Terms(TERMS.items, RunCondition.ALL_CLOSER)
    assert counts(obligation(strict, OWN, EVERYTHING)) == (Status.OPEN, 2, 3)
    kept = Own(day(14), done={PHONE.key: day(5)})
    found = obligation(strict, kept, EVERYTHING)
    assert (counts(found), found.met_at, found.next_item) == ((Status.MET, 3, 3), day(5), None)
    assert counts(obligation(strict, kept, NOTHING)) == (Status.OPEN, 1, 3)
    assert obligation(TERMS, Own(day(14), done={PHONE.key: day(9)}), EVERYTHING).met_at == day(5)


def test_what_was_edited_since_it_was_finished_is_told_and_stays_done() -> None:
    evidence = Evidence(EVERYTHING.lessons, EVERYTHING.runs, versions={HEAR.key: "v1", PHONE.key: "v1"})
    found = obligation(TERMS, OWN, evidence)
    assert found.changed_since({HEAR.key: "v1", ASK.key: "v2", PHONE.key: "v2"}) == [PHONE]
    assert found.changed_since({}) == []
    assert obligation(gone(PHONE), OWN, evidence).changed_since({PHONE.key: "v2"}) == []
    assert obligation(TERMS, OWN, Evidence(versions={HEAR.key: "v1"})).changed_since({HEAR.key: "v2"}) == []


ASKED: Asked = {"hear": frozenset({"q1"}), "ask": frozenset({"q2"})}


def second_round(since: datetime) -> Terms:
    return Terms(TERMS.items, since=since, questions=ASKED)


def test_a_new_round_is_a_new_obligation() -> None:
    answers = {"hear": [answered(40, "q1")], "ask": [answered(41, "q2")]}
    again = Evidence(LESSONS.lessons, {"phone": [run(5, 1, 1, 1, 1), run(45, 1, 1, 1, 1)]}, answers)
    later, own = second_round(day(30)), Own(day(44))
    assert counts(obligation(later, own, EVERYTHING)) == (Status.OPEN, 0, 3)
    found = obligation(later, own, again)
    assert (counts(found), found.met_at, found.late_by) == ((Status.MET, 3, 3), day(45), timedelta(days=1))
    assert obligation(TERMS, OWN, again).met_at == day(5)
    assert obligation(second_round(day(42)), own, again).done == 1
