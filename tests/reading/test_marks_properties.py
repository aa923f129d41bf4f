"""Marks obey their laws whatever a learner does, in whatever order it arrives."""

import os
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.lessons.part import Part
from app.lessons.progress_key import ProgressKey, QuestionKey, SectionKey
from app.reading.completion import parts_done, percent, resume_block
from app.reading.marking import answer, decide_plan, merge, move_to, settle
from app.reading.marks import EPOCH, Marks, PlanState, from_json, to_json

pytestmark = pytest.mark.soak

EXAMPLES = 2000 if os.environ.get("SOAK") else 25
IDS = ["q1", "q2", "q3", "q4", "q5"]

some = settings(max_examples=EXAMPLES, deadline=None)
times = st.integers(0, 5_000_000).map(lambda number: EPOCH + timedelta(microseconds=number))


def a_key(asked: frozenset[str], plan: str, best: str, version: str) -> ProgressKey:
    questions = tuple(QuestionKey(question, ("a", "b"), best) for question in sorted(asked))
    sections = (
        SectionKey("moment", Part.MOMENT),
        SectionKey("checks", Part.CHECKS, tuple(sorted(asked))),
        SectionKey("plan", Part.PLAN, (plan,)),
    )
    return ProgressKey(sections, questions, plan, version)


keys = st.builds(
    a_key,
    st.frozensets(st.sampled_from(IDS), min_size=1),
    st.sampled_from(["plan-a", "plan-b"]),
    st.sampled_from("ab"),
    st.sampled_from(["v1", "v2"]),
)


def answered(marks: Marks, key: ProgressKey, pick: int, flag: bool, at: datetime) -> Marks:
    return answer(marks, key, key.questions[pick % len(key.questions)].id, "ab"[flag], at=at)


def planned(marks: Marks, key: ProgressKey, pick: int, flag: bool, at: datetime) -> Marks:
    return decide_plan(marks, key, key.plan, PlanState.SAVED if flag else PlanState.SKIPPED, at=at)


def moved(marks: Marks, key: ProgressKey, pick: int, flag: bool, at: datetime) -> Marks:
    return move_to(marks, key, key.blocks[pick % len(key.blocks)], at=at)


acts = st.tuples(st.sampled_from([answered, planned, moved]), st.integers(0, 9), st.booleans(), times)
histories = st.lists(st.tuples(keys, st.lists(acts, max_size=6)), max_size=2)


def lived(history: list[Any]) -> Marks:
    """Marks that came about through up to two versions of the lesson."""
    marks = Marks()
    for key, done in history:
        for act, *details in done:
            marks = act(marks, key, *details)
    return marks


marks_of_any_kind = histories.map(lived)


@some
@given(marks_of_any_kind)
def test_storage_loses_nothing_and_is_canonical(marks: Marks) -> None:
    assert from_json(to_json(marks)) == marks
    assert to_json(from_json(to_json(marks))) == to_json(marks)


@some
@given(marks_of_any_kind)
def test_merging_is_idempotent(marks: Marks) -> None:
    assert merge(marks, marks) == marks
    assert merge(marks, Marks()) == marks


@some
@given(marks_of_any_kind, marks_of_any_kind, marks_of_any_kind)
def test_merging_does_not_depend_on_the_order(one: Marks, two: Marks, three: Marks) -> None:
    assert merge(one, two) == merge(two, one)
    assert merge(merge(one, two), three) == merge(one, merge(two, three))


@some
@given(marks_of_any_kind, marks_of_any_kind, keys)
def test_merging_takes_no_progress_away(one: Marks, two: Marks, key: ProgressKey) -> None:
    both = settle(merge(one, two), key)
    assert percent(both, key) >= max(percent(one, key), percent(two, key))
    assert parts_done(both, key) >= parts_done(one, key) | parts_done(two, key)
    assert both.is_complete >= (one.is_complete or two.is_complete)


@some
@given(marks_of_any_kind, keys, acts)
def test_no_action_takes_progress_away(marks: Marks, key: ProgressKey, one: Any) -> None:
    act, *details = one
    after = act(marks, key, *details)
    assert 0 <= percent(marks, key) <= percent(after, key) <= 100
    assert parts_done(after, key) >= parts_done(marks, key)
    assert marks.completion is None or after.completion == marks.completion


@some
@given(marks_of_any_kind, keys)
def test_100_percent_is_always_within_reach(marks: Marks, key: ProgressKey) -> None:
    for question in key.questions:
        marks = answer(marks, key, question.id, "b", at=EPOCH)
    marks = decide_plan(marks, key, key.plan, PlanState.SKIPPED, at=EPOCH)
    assert percent(marks, key) == 100
    assert marks.is_complete


@some
@given(marks_of_any_kind, keys)
def test_100_percent_is_complete_once_settled(marks: Marks, key: ProgressKey) -> None:
    assert settle(marks, key).is_complete == (marks.is_complete or percent(marks, key) == 100)


@some
@given(st.sampled_from("abcdefg"), st.permutations("abcdef"), st.lists(st.sampled_from("abcdef"), min_size=1))
def test_resume_always_leads_to_a_block_that_is_there(block: str, before: list[str], now: list[str]) -> None:
    assert resume_block(block, before, now) in now
