"""What a scenario is once it has been read: frozen, checked, and free of files and databases."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from app.content.chair import CHAIRS as CHAIRS  # noqa: PLC0414
from app.content.chair import Chair as Chair  # noqa: PLC0414


class Totals(NamedTuple):
    """One number per chair, in the order of `CHAIRS`."""

    customer: int = 0
    organization: int = 0
    colleagues: int = 0
    self_: int = 0

    def plus(self, other: "Totals") -> "Totals":
        return Totals(*(a + b for a, b in zip(self, other, strict=True)))

    def of(self, chair: Chair) -> int:
        return self[CHAIRS.index(chair)]

    @property
    def all_closer(self) -> bool:
        return min(self) > 0


@dataclass(frozen=True)
class FlagTerm:
    """`flag` or `not flag`."""

    flag: str
    wanted: bool = True


@dataclass(frozen=True)
class TotalTerm:
    """`<chair> <op> <integer>`, on that chair's running total."""

    chair: Chair
    op: Literal["<", "<=", ">", ">=", "="]
    number: int


@dataclass(frozen=True)
class Condition:
    """Terms joined by `and`; an empty one always holds."""

    terms: tuple[FlagTerm | TotalTerm, ...] = ()


ALWAYS = Condition()


@dataclass(frozen=True)
class Effect:
    """What a choice does to one chair: a number from −3 to +3, and why."""

    chair: Chair
    number: int
    reason: str


@dataclass(frozen=True)
class Speech:
    """A paragraph said by a member of the cast. `words` is inline Markdown."""

    speaker: str
    tone: str
    words: str


@dataclass(frozen=True)
class Narration:
    """Any other paragraph or block of a scene's body, as Markdown."""

    text: str


Part = Speech | Narration


@dataclass(frozen=True)
class Choice:
    """One line the learner can say. `text` is inline Markdown; `words` the same with its markup removed.

    `effects` has one for each chair, in the order of `CHAIRS`.
    """

    id: str
    text: str
    words: str
    target: str
    effects: tuple[Effect, ...]
    now: str
    debrief: str
    line: int
    sets: frozenset[str] = frozenset()
    clears: frozenset[str] = frozenset()
    condition: Condition = ALWAYS
    once: bool = False
    clear_cut: str = ""
    sets_line: int = 0

    @cached_property
    def numbers(self) -> Totals:
        return Totals(*(effect.number for effect in self.effects))


@dataclass(frozen=True)
class Route:
    target: str
    line: int
    condition: Condition = ALWAYS


@dataclass(frozen=True)
class Scene:
    """A scene has either choices or routes, never both."""

    id: str
    heading: str
    parts: tuple[Part, ...]
    line: int
    choices: tuple[Choice, ...] = ()
    routes: tuple[Route, ...] = ()

    def choice(self, choice_id: str) -> Choice | None:
        return next((choice for choice in self.choices if choice.id == choice_id), None)


@dataclass(frozen=True)
class Ending:
    id: str
    heading: str
    parts: tuple[Part, ...]
    line: int


@dataclass(frozen=True)
class CastMember:
    name: str
    role: str
    chair: Chair
    look: str = ""


@dataclass(frozen=True)
class Scenario:
    """One version of a scenario; `version` is the SHA-256 of the file's bytes, in hex."""

    id: str
    version: str
    title: str
    module: str
    summary: str
    you: str
    minutes: int
    cast: Mapping[str, CastMember]
    sources: tuple[str, ...]
    start: str
    briefing: tuple[Part, ...]
    scenes: Mapping[str, Scene]
    endings: Mapping[str, Ending]
    no_clean_win: str = ""
    phrase: str = ""
