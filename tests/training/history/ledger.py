"""What has happened, in plain lists, as whoever drives the history wrote it down: nothing here is reckoned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from app.scenarios.engine import State
from app.scenarios.scenario import Scenario

Item = tuple[str, str]
"""“lesson” or “scenario”, and the id."""


@dataclass(eq=False)
class Run:
    """One run of a scenario. `limits` are the lowest and highest total of each chair in the version it was begun in."""

    scenario: str
    started: datetime
    touched: datetime
    limits: Sequence[tuple[int, int]]
    is_replay: bool = False
    ended: datetime | None = None
    totals: Sequence[int] = ()
    url: str = ""
    played: Scenario | None = None
    state: State | None = None
    turn: int = 0


@dataclass(frozen=True)
class Given:
    """An answer; `asked` are all the questions that the lesson had then."""

    at: datetime
    lesson: str
    question: str
    asked: frozenset[str]


@dataclass
class Reading:
    """Somebody at a lesson: when each question and the plan were decided last, and when they were through."""

    touched: datetime
    asked: frozenset[str]
    decided: dict[str, datetime] = field(default_factory=dict)
    finished: datetime | None = None


@dataclass(eq=False)
class Somebody:
    """With an account, but for visitors, whose `name` is empty."""

    subject: str
    name: str = ""
    runs: list[Run] = field(default_factory=list)
    readings: dict[str, Reading] = field(default_factory=dict)
    given: list[Given] = field(default_factory=list)


@dataclass(eq=False)
class Listed:
    """An entry of a group’s list, and when the latest link for it was made."""

    id: str
    group: "Group"
    name: str
    address: str
    number: str
    invited: datetime | None = None
    token: str = ""


@dataclass(eq=False)
class Stay:
    """Somebody’s belonging to a group, from joining to leaving; who comes back has another one."""

    who: Somebody
    group: "Group"
    joined: datetime
    earlier: bool
    listed: Listed | None = None
    talked: datetime | None = None

    @property
    def name(self) -> str:
        return self.listed.name if self.listed else self.who.name


@dataclass(eq=False)
class Set:
    """Something that was set. `whom` is None for everybody. `own` and `excused` are of one stay and round."""

    id: str
    group: "Group"
    title: str
    items: Sequence[Item]
    condition: str
    whom: Sequence[Stay] | None
    at: datetime
    opens: date
    on: date
    hour: time
    months: int | None
    days: int | None
    before: tuple[date, time] | None = None
    moved: datetime | None = None
    withdrawn: datetime | None = None
    own: dict[tuple[Stay, int], tuple[date, time]] = field(default_factory=dict)
    excused: set[tuple[Stay, int]] = field(default_factory=set)


@dataclass(eq=False)
class Group:
    id: str
    title: str
    zone: str
    code: str = ""
    left: int = 0
    stays: list[Stay] = field(default_factory=list)
    sets: list[Set] = field(default_factory=list)
    listed: list[Listed] = field(default_factory=list)

    @property
    def waiting(self) -> list[Listed]:
        """Entries that nobody has joined as."""
        taken = {stay.listed for stay in self.stays}
        return [one for one in self.listed if one not in taken]


@dataclass(frozen=True)
class Now:
    """The moment at which it is reckoned, and the content as it is then: ids that are gone, questions by lesson."""

    at: datetime
    gone: frozenset[str]
    questions: Mapping[str, frozenset[str]]
