"""What a learner has done in one lesson: state that follows from the evidence, and its text for storage."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

Read = TypeVar("Read")

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Answer(NamedTuple):
    """The latest answer to a question. The time stands first, so that `max` of two is the later one."""

    at: datetime
    option: str


class PlanState(StrEnum):
    SKIPPED = "skipped"
    SAVED = "saved"


class PlanMark(NamedTuple):
    at: datetime
    state: PlanState


class Place(NamedTuple):
    """Where the learner was last: a block's id, and the version whose order it stood in."""

    at: datetime
    block: str
    version: str


class Completion(NamedTuple):
    """When the lesson was finished, in which version, and that version's `ProgressKey.digest`."""

    at: datetime
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class Marks:
    """`answers` by question id, `plans` by plan id; `seen` are the ids of blocks the learner has been at."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    plans: Mapping[str, PlanMark] = field(default_factory=dict)
    seen: frozenset[str] = frozenset()
    place: Place | None = None
    started_at: datetime | None = None
    completion: Completion | None = None

    @property
    def is_complete(self) -> bool:
        """Once true, no edit of the lesson makes it false."""
        return self.completion is not None


def to_json(marks: Marks) -> str:
    """Compact and canonical: equal marks give equal text. Times are microseconds since 1970, UTC."""
    return json.dumps(
        {
            "a": {question: [_number(a.at), a.option] for question, a in marks.answers.items()},
            "p": {plan: [_number(p.at), p.state] for plan, p in marks.plans.items()},
            "s": sorted(marks.seen),
            "b": marks.place and [_number(marks.place.at), *marks.place[1:]],
            "t": marks.started_at and _number(marks.started_at),
            "c": marks.completion and [_number(marks.completion.at), *marks.completion[1:]],
        },
        separators=(",", ":"),
        sort_keys=True,
    )


def from_json(text: str) -> Marks:
    """Never raises: what cannot be read is left out, so a damaged row costs as little as it can."""
    try:
        stored = json.loads(text)
    except (ValueError, RecursionError):
        return Marks()
    if not isinstance(stored, dict):
        return Marks()
    return Marks(
        answers=_each(stored.get("a"), lambda row: Answer(_time(row[0]), _text(row[1]))),
        plans=_each(stored.get("p"), lambda row: PlanMark(_time(row[0]), PlanState(row[1]))),
        seen=_texts(stored.get("s")),
        place=_maybe(stored.get("b"), lambda row: Place(_time(row[0]), _text(row[1]), _text(row[2]))),
        started_at=_maybe(stored.get("t"), _time),
        completion=_maybe(
            stored.get("c"), lambda row: Completion(_time(row[0]), _text(row[1]), _text(row[2]))
        ),
    )


def _number(at: datetime) -> int:
    return (at - EPOCH) // timedelta(microseconds=1)


def _time(number: Any) -> datetime:
    if type(number) is not int:
        raise TypeError(number)
    return EPOCH + timedelta(microseconds=number)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _texts(stored: Any) -> frozenset[str]:
    return frozenset(v for v in stored if isinstance(v, str)) if isinstance(stored, list) else frozenset()


def _maybe(stored: Any, read: Callable[[Any], Read]) -> Read | None:
    try:
        return read(stored)
    except (TypeError, ValueError, LookupError, OverflowError):
        return None


def _each(stored: Any, read: Callable[[Any], Read]) -> dict[str, Read]:
    if not isinstance(stored, dict):
        return {}
    found = {key: _maybe(row, read) for key, row in stored.items()}
    return {key: value for key, value in found.items() if value is not None}
