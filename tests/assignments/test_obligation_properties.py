"""Obligations of random histories: equal to a recount that lives through them moment by moment, and never reopened."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from app.assignments.condition import RunCondition
from app.assignments.evidence import Answered, Evidence
from app.assignments.items import ItemKey, ItemKind
from app.assignments.obligation import Obligation, Own, Status, Terms, obligation
from app.scenarios.scenario import Totals
from tests.assignments.building import day, lesson, play, run

LESSONS, PLAYS = ("a", "b", "c"), ("p", "q")
ASKED = {"v1": frozenset({"q1", "q2"}), "v2": frozenset({"q1", "q2", "q3"}), "v3": frozenset({"q1"})}


@dataclass(frozen=True)
class Happening:
    """One thing that was done on a day: a lesson finished, a question answered or a run finished."""

    on: int
    what: str
    name: str
    detail: tuple[str, str] = ("", "")
    totals: tuple[int, ...] = ()

    @property
    def at(self) -> datetime:
        return day(self.on)


ON = st.integers(0, 30)
FINISHED = st.builds(Happening, ON, st.just("lesson"), st.sampled_from(LESSONS))
ANSWERED = st.builds(
    Happening,
    ON,
    st.just("answer"),
    st.sampled_from(LESSONS),
    st.tuples(st.sampled_from(["q1", "q2", "q3", "plan"]), st.sampled_from(["v1", "v2", "v3", "lost"])),
)
RUN = st.builds(
    Happening,
    ON,
    st.just("run"),
    st.sampled_from(PLAYS),
    totals=st.tuples(*[st.integers(-1, 2)] * 4) | st.sampled_from([(0, 0, 0, 1), (1, 1, 1, 1)]),
)
HISTORY = st.lists(FINISHED | ANSWERED | ANSWERED | RUN, max_size=40)
ITEMS = st.lists(
    st.sampled_from([*map(lesson, LESSONS), *map(play, PLAYS)]), unique_by=lambda item: item.key, min_size=1
)
NOW = st.dictionaries(st.sampled_from(LESSONS), st.sampled_from(list(ASKED.values())))


@st.composite
def drawn_terms(draw: st.DrawFn) -> Terms:
    items = draw(ITEMS)
    vanished = draw(st.sets(st.sampled_from([item.key for item in items])) | st.just(set[ItemKey]()))
    since = draw(st.none() | ON.map(day))
    return Terms(tuple(items), draw(st.sampled_from(RunCondition)), since, vanished, draw(NOW))


OWNS = st.builds(Own, ON.map(day), st.booleans(), st.booleans())


def evidence_from(history: Sequence[Happening]) -> Evidence:
    lessons: dict[str, datetime] = {}
    for one in history:
        if one.what == "lesson":
            lessons[one.name] = min(one.at, lessons.get(one.name, one.at))
    return Evidence(
        lessons,
        {name: [run(one.on, *one.totals) for one in of(history, "run", name)] for name in PLAYS},
        {name: [Answered(one.at, *one.detail) for one in of(history, "answer", name)] for name in LESSONS},
        asked=ASKED,
    )


def of(history: Sequence[Happening], what: str, name: str) -> list[Happening]:
    return [one for one in history if (one.what, one.name) == (what, name)]


def lived_through(
    terms: Terms, history: Sequence[Happening]
) -> tuple[dict[ItemKey, datetime], datetime | None]:
    """Day after day: which items are done then, and since when nothing is left to do."""
    done: dict[ItemKey, datetime] = {}
    ticked: dict[str, set[str]] = {name: set() for name in LESSONS}
    for one in sorted(history, key=lambda one: (one.on, one.detail)):
        for key in done_with(one, terms, ticked):
            done.setdefault(key, one.at)
    keys = {item.key for item in terms.items}
    left = keys - terms.vanished or keys
    return done, max(done[key] for key in keys & set(done)) if left <= set(done) else None


def done_with(one: Happening, terms: Terms, ticked: dict[str, set[str]]) -> Iterator[ItemKey]:
    if one.what == "run":
        counts = terms.since is None or one.on >= (terms.since - day(0)).days
        if counts and good(terms.condition, Totals(*one.totals)):
            yield ItemKey(ItemKind.SCENARIO, one.name)
    elif one.what == "lesson":
        if terms.since is None:
            yield ItemKey(ItemKind.LESSON, one.name)
    elif terms.since is not None and not one.at < terms.since:
        question, version = one.detail
        ticked[one.name].add(question)
        for wanted in (ASKED.get(version), terms.questions.get(one.name)):
            if wanted is not None and not wanted - ticked[one.name]:
                yield ItemKey(ItemKind.LESSON, one.name)


def good(condition: RunCondition, totals: Totals) -> bool:
    if condition is RunCondition.FINISHED:
        return True
    if condition is RunCondition.NOBODY_WORSE:
        return not any(total < 0 for total in totals)
    return all(total > 0 for total in totals)


@given(drawn_terms(), OWNS, HISTORY)
def test_it_is_what_living_through_it_gives(terms: Terms, own: Own, history: list[Happening]) -> None:
    found = obligation(terms, own, evidence_from(history))
    done, met_at = lived_through(terms, history)
    asked = [item.key for item in terms.items]
    assert [one.done_at for one in found.items] == [done.get(key) for key in asked]
    assert found.met_at == met_at
    assert found.done == sum(key in done for key in asked)
    assert found.of == sum(key in done or key not in terms.vanished for key in asked)
    assert found.status is status(own, is_met=met_at is not None, is_gone=set(asked) <= terms.vanished)
    left = [item for item in terms.items if item.key not in done and item.key not in terms.vanished]
    assert found.left == (left if found.status is Status.OPEN else [])


def status(own: Own, *, is_met: bool, is_gone: bool) -> Status:
    if is_met:
        return Status.MET
    if own.is_withdrawn or own.is_excused:
        return Status.WITHDRAWN if own.is_withdrawn else Status.EXCUSED
    return Status.ENDED if is_gone else Status.OPEN


@given(drawn_terms(), OWNS, HISTORY, st.randoms(use_true_random=False))
def test_the_order_in_which_it_is_read_is_all_the_same(
    terms: Terms, own: Own, history: list[Happening], chance: Random
) -> None:
    mixed = list(history)
    chance.shuffle(mixed)
    assert obligation(terms, own, evidence_from(mixed)) == obligation(terms, own, evidence_from(history))


@given(drawn_terms(), OWNS, HISTORY, HISTORY)
def test_more_evidence_reopens_nothing(
    terms: Terms, own: Own, history: list[Happening], more: list[Happening]
) -> None:
    before = obligation(terms, own, evidence_from(history))
    after = obligation(terms, own, evidence_from([*history, *more]))
    check_no_worse(before, after)
    if before.met_at and not terms.vanished:
        assert after.met_at is not None
        assert after.met_at <= before.met_at


@given(drawn_terms(), OWNS, HISTORY, HISTORY)
def test_what_comes_later_changes_nothing_of_what_was_done(
    terms: Terms, own: Own, history: list[Happening], more: list[Happening]
) -> None:
    later = [replace(one, on=one.on + 31) for one in more]
    before = obligation(terms, own, evidence_from(history))
    after = obligation(terms, own, evidence_from([*history, *later]))
    check_no_worse(before, after)
    assert before.met_at in (None, after.met_at) or terms.vanished
    for one, two in zip(before.items, after.items, strict=True):
        assert one.done_at in (None, two.done_at)


@given(drawn_terms(), OWNS, HISTORY, st.lists(st.sampled_from(RunCondition), min_size=1, max_size=4))
def test_another_condition_takes_nothing_away(
    terms: Terms, own: Own, history: list[Happening], conditions: list[RunCondition]
) -> None:
    """However often it is changed, where what was done by then is kept each time."""
    evidence = evidence_from(history)
    before = obligation(terms, own, evidence)
    for condition in conditions:
        done = {one.item.key: one.done_at for one in before.items if one.done_at}
        after = obligation(replace(terms, condition=condition), replace(own, done=done), evidence)
        check_no_worse(before, after)
        assert before.met_at is None or (after.met_at is not None and after.met_at <= before.met_at)
        before = after


@given(drawn_terms(), OWNS, HISTORY, st.data())
def test_what_vanishes_reopens_nothing(
    terms: Terms, own: Own, history: list[Happening], data: st.DataObject
) -> None:
    further = data.draw(st.sets(st.sampled_from([item.key for item in terms.items])))
    evidence = evidence_from(history)
    before = obligation(terms, own, evidence)
    after = obligation(replace(terms, vanished={*terms.vanished, *further}), own, evidence)
    assert after.done == before.done
    assert after.of <= before.of
    assert after.status is not Status.OPEN or before.status is Status.OPEN
    if {item.key for item in terms.items} - terms.vanished - further:  # where nothing is left, it ends
        check_no_worse(before, after)
        assert before.met_at in (None, after.met_at)


@given(drawn_terms(), OWNS, HISTORY, NOW)
def test_an_edit_of_a_lesson_never_makes_what_is_done_undone(
    terms: Terms, own: Own, history: list[Happening], now: dict[str, frozenset[str]]
) -> None:
    """By the versions in which it was answered, whatever the files ask now."""
    evidence = evidence_from(history)
    before = obligation(replace(terms, questions={}), own, evidence)
    after = obligation(replace(terms, questions=now), own, evidence)
    check_no_worse(before, after)


def check_no_worse(before: Obligation, after: Obligation) -> None:
    assert after.status is Status.MET or before.status is not Status.MET
    for one, two in zip(before.items, after.items, strict=True):
        assert one.done_at is None or (two.done_at is not None and two.done_at <= one.done_at)
