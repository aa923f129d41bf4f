"""What reading one file gives: the thing itself if it is sound, what is wrong, and what it refers to."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from app.content.problem import Problem

Value = TypeVar("Value")


class Kind(StrEnum):
    """What a reference names."""

    MODULE = "module"
    LESSON = "lesson"
    SCENARIO = "scenario"
    SOURCE = "source"
    RECALLED = "recalled"


@dataclass(frozen=True, slots=True)
class Reference:
    """Another file’s id and the line that names it; only the whole library knows if it leads anywhere."""

    kind: Kind
    id: str
    line: int


@dataclass(frozen=True, slots=True)
class Parsed(Generic[Value]):
    """`value` is None where the file has an error of its own; its references are known all the same."""

    value: Value | None
    problems: tuple[Problem, ...]
    references: tuple[Reference, ...] = ()
