from datetime import UTC, datetime, timedelta

import pytest

from app.lessons.part import Part
from app.lessons.progress_key import ProgressKey, QuestionKey, SectionKey
from app.reading.completion import is_updated, parts_done, percent, resume_block
from app.reading.marking import NotInLesson, answer, decide_plan, merge, move_to, settle
from app.reading.marks import Marks, PlanState, from_json, to_json

MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)


def a_key(
    *, questions: tuple[str, ...] = ("whose", "first", "second"), plan: str = "hand-over"
) -> ProgressKey:
    return ProgressKey(
        sections=(
            SectionKey("before", Part.RECALL, questions[:1]),
            SectionKey("moment", Part.MOMENT),
            SectionKey("takes", Part.TAKES),
            SectionKey("checks", Part.CHECKS, questions[1:]),
            SectionKey("today", Part.PLAN, (plan,)),
        ),
        questions=tuple(QuestionKey(question, ("a", "b"), "a") for question in questions),
        plan=plan,
        version="v-" + "-".join(questions),
    )


def finished(key: ProgressKey, at: datetime = MONDAY) -> Marks:
    marks = Marks()
    for question in key.questions:
        marks = answer(marks, key, question.id, "b", at=at)
    return decide_plan(marks, key, key.plan, PlanState.SKIPPED, at=at)


def test_any_answer_counts() -> None:
    marks = answer(Marks(), a_key(), "first", "b", at=MONDAY)
    assert percent(marks, a_key()) == 25


def test_the_latest_answer_is_the_one_shown() -> None:
    marks = answer(Marks(), a_key(), "first", "b", at=MONDAY)
    marks = answer(marks, a_key(), "first", "a", at=TUESDAY)
    assert marks.answers["first"] == (TUESDAY, "a")


def test_of_two_answers_at_the_same_moment_the_one_told_later_counts() -> None:
    marks = answer(Marks(), a_key(), "first", "b", at=MONDAY)
    marks = answer(marks, a_key(), "first", "a", at=MONDAY)
    marks = move_to(marks, a_key(), "before", at=MONDAY)
    assert marks.answers["first"].option == "a"
    assert marks.place is not None
    assert marks.place.block == "before"


def test_an_older_answer_that_comes_late_changes_nothing() -> None:
    marks = answer(Marks(), a_key(), "first", "a", at=TUESDAY)
    assert answer(marks, a_key(), "first", "b", at=MONDAY).answers == marks.answers


@pytest.mark.parametrize(("question", "option"), [("gone", "a"), ("first", "gone"), ("hand-over", "a")])
def test_an_unknown_question_or_option_is_refused(question: str, option: str) -> None:
    with pytest.raises(NotInLesson):
        answer(Marks(), a_key(), question, option, at=MONDAY)


def test_an_unknown_plan_or_block_is_refused() -> None:
    with pytest.raises(NotInLesson):
        decide_plan(Marks(), a_key(), "gone", PlanState.SAVED, at=MONDAY)
    with pytest.raises(NotInLesson):
        move_to(Marks(), a_key(), "gone", at=MONDAY)


def test_all_answered_and_the_plan_skipped_is_complete() -> None:
    marks = finished(a_key())
    assert marks.completion is not None
    assert (marks.completion.at, marks.completion.version) == (MONDAY, "v-whose-first-second")
    assert percent(marks, a_key()) == 100


def test_a_new_question_takes_no_completion_away_and_100_stays_reachable() -> None:
    marks = finished(a_key())
    longer = a_key(questions=("whose", "first", "second", "third"))
    assert marks.is_complete
    assert is_updated(marks, longer)
    assert percent(marks, longer) == 80
    marks = answer(marks, longer, "third", "a", at=TUESDAY)
    assert percent(marks, longer) == 100
    assert marks.completion is not None
    assert marks.completion.at == MONDAY


def test_questions_that_are_gone_do_not_count() -> None:
    marks = finished(a_key())
    assert percent(marks, a_key(questions=("whose", "new", "newer"))) == 50


def test_an_edit_that_removes_the_open_question_completes_at_the_next_settling() -> None:
    marks = answer(Marks(), a_key(), "whose", "a", at=MONDAY)
    marks = decide_plan(marks, a_key(), "hand-over", PlanState.SAVED, at=TUESDAY)
    shorter = a_key(questions=("whose",))
    settled = settle(marks, shorter)
    assert settled.completion is not None
    assert settled.completion.at == TUESDAY


def test_a_plan_that_takes_over_the_id_of_a_question_is_not_done_by_its_answer() -> None:
    marks = answer(Marks(), a_key(), "first", "a", at=MONDAY)
    moved = a_key(questions=("whose", "second"), plan="first")
    assert percent(marks, moved) == 0
    assert settle(marks, moved).completion is None


def test_a_change_of_prose_is_no_update() -> None:
    assert not is_updated(finished(a_key()), a_key())


def test_parts_to_read_are_done_when_a_later_one_was_reached() -> None:
    marks = move_to(Marks(), a_key(), "takes", at=MONDAY)
    assert parts_done(marks, a_key()) == {Part.MOMENT}
    marks = answer(marks, a_key(), "first", "a", at=MONDAY)
    assert parts_done(marks, a_key()) == {Part.MOMENT, Part.TAKES}


def test_no_part_of_a_lesson_not_begun_is_done_and_every_part_of_a_finished_one() -> None:
    assert parts_done(Marks(), a_key()) == frozenset()
    assert parts_done(finished(a_key()), a_key()) == {section.part for section in a_key().sections}


def test_going_back_up_the_page_undoes_no_part() -> None:
    marks = move_to(Marks(), a_key(), "takes", at=MONDAY)
    assert parts_done(move_to(marks, a_key(), "moment", at=TUESDAY), a_key()) == {Part.MOMENT}


def test_the_place_is_the_latest_one() -> None:
    marks = move_to(Marks(), a_key(), "takes", at=TUESDAY)
    marks = move_to(marks, a_key(), "moment", at=MONDAY)
    assert marks.place is not None
    assert marks.place.block == "takes"
    assert marks.started_at == MONDAY


@pytest.mark.parametrize(
    ("block", "expected"),
    [("c", "c"), ("d", "c"), ("e", "c"), ("a", "z"), ("unheard-of", "z")],
)
def test_resume_goes_to_the_block_or_to_the_nearest_before_it_that_is_left(block: str, expected: str) -> None:
    assert resume_block(block, ["a", "b", "c", "d", "e"], ["z", "b", "c", "f"]) == expected


def test_merging_takes_the_earliest_completion_and_the_latest_answers() -> None:
    visitor, learner = finished(a_key(), MONDAY), finished(a_key(), TUESDAY)
    both = merge(visitor, learner)
    assert both.completion == visitor.completion
    assert both.answers == learner.answers


def test_two_halves_make_a_whole() -> None:
    key = a_key()
    one = answer(answer(Marks(), key, "whose", "a", at=MONDAY), key, "first", "a", at=MONDAY)
    other = answer(Marks(), key, "second", "a", at=MONDAY)
    other = decide_plan(other, key, "hand-over", PlanState.SAVED, at=TUESDAY)
    whole = settle(merge(one, other), key)
    assert whole.completion is not None
    assert whole.completion.at == TUESDAY


def test_a_saved_plan_outweighs_a_later_skipped_one_when_merged() -> None:
    saved = decide_plan(Marks(), a_key(), "hand-over", PlanState.SAVED, at=MONDAY)
    skipped = decide_plan(Marks(), a_key(), "hand-over", PlanState.SKIPPED, at=TUESDAY)
    assert merge(saved, skipped).plans["hand-over"].state is PlanState.SAVED


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "7", "{", "[" * 100_000, '{"a":[],"p":7,"s":{},"b":7,"t":"x","c":[]}',
     '{"a":{"q":[1e400,"x"],"r":7,"s":[true,"x"]},"p":{"x":[1,"burnt"]},"t":' + "9" * 400 + "}"],
)  # fmt: skip
def test_damaged_marks_are_read_as_none(text: str) -> None:
    assert from_json(text) == Marks()


def test_damage_to_one_mark_costs_only_that_one() -> None:
    text = to_json(finished(a_key())).replace('"b"],"second"', '7],"second"')
    assert from_json(text).answers.keys() == {"whose", "second"}
