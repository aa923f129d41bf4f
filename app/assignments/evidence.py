"""What somebody has done, as far as assignments ask: when each item was first done, for once and for a round."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from app.assignments.condition import RunCondition, is_met
from app.assignments.items import Item, ItemKey, ItemKind
from app.record.record import Record, WholeRun


class Answered(NamedTuple):
    """A row of `answer`: any option of a question, the same again included, in that version of the lesson."""

    at: datetime
    question: str
    version: str


Asked = Mapping[str, frozenset[str]]
"""The ids of questions (the recall and the checks), by lesson or by version."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Of one subject. `lessons`: when each was first finished. `runs`: whole runs at each scenario, in any order.

    `answers`: those to each lesson, in any order, and `asked` the questions of the versions in which they were
    given, as far as those can still be read; only a second or later round looks at them. More than is asked for does
    no harm. `versions`: in which version each item was last finished, where that is known.
    """

    lessons: Mapping[str, datetime] = field(default_factory=dict)
    runs: Mapping[str, Sequence[WholeRun]] = field(default_factory=dict)
    answers: Mapping[str, Sequence[Answered]] = field(default_factory=dict)
    versions: Mapping[ItemKey, str] = field(default_factory=dict)
    asked: Asked = field(default_factory=dict)


def evidence_of(
    record: Record,
    runs: Mapping[str, Sequence[WholeRun]] | None = None,
    answers: Mapping[str, Sequence[Answered]] | None = None,
    asked: Asked | None = None,
) -> Evidence:
    """A record is enough where nothing but `RunCondition.FINISHED` is asked and it is the first round.

    Else give all `runs` (or, for each condition and round, the first that meets it) and, for a later round, the
    `answers` since it began.
    """
    finished = {name: of.finished_at for name, of in record.lessons.items() if of.finished_at}
    known = _versions_of(record)
    return Evidence(finished, {**_ends_of(record), **(runs or {})}, answers or {}, known, asked or {})


def _ends_of(record: Record) -> dict[str, Sequence[WholeRun]]:
    return {name: [run for run in (of.first, of.last) if run] for name, of in record.scenarios.items()}


def _versions_of(record: Record) -> dict[ItemKey, str]:
    lessons = {
        ItemKey(ItemKind.LESSON, name): of.finished_version
        for name, of in record.lessons.items()
        if of.finished_version
    }
    runs = {
        ItemKey(ItemKind.SCENARIO, name): of.last.version for name, of in record.scenarios.items() if of.last
    }
    return {**lessons, **runs}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What more than a first finish assignments ask of the evidence.

    `scenarios` are those of which each whole run counts, since a condition or a later round looks at them; `lessons`
    those of which answers count, from `since` on.
    """

    scenarios: frozenset[str] = frozenset()
    lessons: frozenset[str] = frozenset()
    since: datetime | None = None


def done_at(
    item: Item, evidence: Evidence, condition: RunCondition, questions: Asked, since: datetime | None
) -> datetime | None:
    """When the item was first done; in a later round, first done again `since` it began (None in the first round).

    `questions` are those of each lesson as it is now.
    """
    if item.kind is ItemKind.SCENARIO:
        return _first_run(evidence.runs.get(item.id, ()), condition, since)
    if since is None:
        return evidence.lessons.get(item.id)
    given = (answer for answer in evidence.answers.get(item.id, ()) if answer.at >= since)
    return _all_answered(given, questions.get(item.id, frozenset()), evidence.asked)


def _first_run(runs: Sequence[WholeRun], condition: RunCondition, since: datetime | None) -> datetime | None:
    first = None
    for run in runs:
        at = run.finished_at
        if (first is None or at < first) and (since is None or at >= since) and is_met(condition, run.totals):
            first = at
    return first


def _all_answered(answers: Iterable[Answered], now: frozenset[str], versions: Asked) -> datetime | None:
    """The first answer with which nothing was left that its version asks, or that the lesson asks now.

    By its version, so that an edit reopens nothing; by the lesson as it is now, so that a question that has vanished
    keeps nothing open.
    """
    answered: set[str] = set()
    for at, question, version in sorted(answers):
        answered.add(question)
        if any(asked and asked <= answered for asked in (versions.get(version), now)):
            return at
    return None
