"""When an item was first done, for once and for a round."""

from datetime import datetime

import pytest

from app.assignments.condition import RunCondition
from app.assignments.evidence import Answered, Asked, Evidence, done_at, evidence_of
from app.record.record import NOTHING, LessonRecord, OpenRun, Record, ScenarioRecord
from tests.assignments.building import answered, day, lesson, play, run

NO_QUESTIONS: Asked = {}
RUNS = Evidence(
    runs={"phone": [run(9, 1, 1, 1, 1), run(1, 1, -1, 0, 0), run(4, 0, 0, 0, 2), run(6, 2, 1, 1, 1)]}
)


@pytest.mark.parametrize(
    ("condition", "since", "expected"),
    [
        (RunCondition.FINISHED, None, 1),
        (RunCondition.NOBODY_WORSE, None, 4),
        (RunCondition.ALL_CLOSER, None, 6),
        (RunCondition.FINISHED, 4, 4),
        (RunCondition.ALL_CLOSER, 6.5, 9),
        (RunCondition.FINISHED, 9.5, None),
    ],
)
def test_the_first_run_that_meets_the_condition(
    condition: RunCondition, since: float | None, expected: float | None
) -> None:
    begins = None if since is None else day(since)
    found = done_at(play("phone"), RUNS, condition, NO_QUESTIONS, begins)
    assert found == (None if expected is None else day(expected))


def test_a_lesson_of_the_first_round_is_done_when_it_was_finished() -> None:
    finished = Evidence(lessons={"hear": day(3)}, answers={"hear": [answered(1, "q1")]})
    assert done_at(lesson("hear"), finished, RunCondition.ALL_CLOSER, NO_QUESTIONS, None) == day(3)


def again(answers: list[Answered], now: str, **versions: str) -> datetime | None:
    """When the lesson is done in a round that begins on day 10."""
    asked = {version: frozenset(ids.split()) for version, ids in versions.items()}
    given = Evidence(lessons={"hear": day(1)}, answers={"hear": answers}, asked=asked)
    questions = {"hear": frozenset(now.split())}
    return done_at(lesson("hear"), given, RunCondition.FINISHED, questions, day(10))


def test_the_first_completion_is_not_the_second_round() -> None:
    assert again([], "q1 q2", v1="q1 q2") is None
    assert again([answered(1, "q1"), answered(1, "q2")], "q1 q2", v1="q1 q2") is None


def test_every_question_is_answered_since_the_round_began() -> None:
    before, rest = [answered(9, "q1"), answered(10, "q2")], [answered(12, "q1"), answered(15, "q1")]
    assert again(before, "q1 q2", v1="q1 q2") is None
    assert again([*rest, *before], "q1 q2", v1="q1 q2") == day(12)  # the first time, not the latest


def test_a_plan_is_no_question_and_does_no_harm() -> None:
    assert again([answered(11, "plan"), answered(12, "q1")], "q1", v1="q1") == day(12)


def test_a_question_that_is_new_reopens_nothing() -> None:
    both = [answered(11, "q1"), answered(12, "q2")]
    assert again(both, "q1 q2 q3", v1="q1 q2") == day(12)


def test_but_whoever_has_met_it_answers_it() -> None:
    mixed = [answered(11, "q1"), answered(12, "q2", "v2")]
    assert again(mixed, "q1 q2 q3", v1="q1 q2", v2="q1 q2 q3") is None
    assert again([*mixed, answered(13, "q3", "v2")], "q1 q2 q3", v1="q1 q2", v2="q1 q2 q3") == day(13)


def test_a_question_that_has_vanished_keeps_nothing_open() -> None:
    assert again([answered(11, "q1")], "q1", v1="q1 q2") == day(11)


def test_a_version_that_cannot_be_read_is_judged_by_the_lesson_as_it_is() -> None:
    assert again([answered(11, "q1"), answered(12, "q2")], "q1 q2") == day(12)
    assert again([answered(11, "q1")], "") is None


def test_a_record_is_evidence() -> None:
    lessons = {
        "hear": LessonRecord("hear", day(1), day(5), finished_at=day(4)),
        "ask": LessonRecord("ask", day(1), day(5)),
    }
    first, last = run(2, 1, 1, 1, 1), run(8, 0, 0, 0, 0)
    scenarios = {
        "phone": ScenarioRecord("phone", day(1), 3, first, last),
        "door": ScenarioRecord("door", day(1), open=OpenRun("a-run", "v1", day(2))),
    }
    found = evidence_of(Record(lessons, scenarios))
    assert found.lessons == {"hear": day(4)}
    items = [play("phone"), play("door")]
    assert [done_at(one, found, RunCondition.FINISHED, NO_QUESTIONS, None) for one in items] == [day(2), None]
    assert evidence_of(NOTHING) == Evidence()
    more = evidence_of(Record(lessons, scenarios), {"phone": [run(5, 1, 1, 1, 1)]})
    assert done_at(items[0], more, RunCondition.ALL_CLOSER, NO_QUESTIONS, None) == day(5)
