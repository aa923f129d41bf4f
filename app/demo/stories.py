"""What the people of the small group do, day by day, so that each of them shows a trainer something else.

Days are counted back from the last midnight. The parts are what is assigned: the modules, in order.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum, auto

from app.assignments.items import ItemKey, ItemKind


class How(StrEnum):
    """AWAY: a conversation in which one chair moves away from the table. WELL: one in which none does."""

    WHOLE = auto()
    BEGUN = auto()
    AWAY = auto()
    WELL = auto()


@dataclass(frozen=True, slots=True)
class Chapter:
    key: ItemKey
    days: float
    how: How = How.WHOLE


Story = list[Chapter]
Parts = Sequence[Sequence[ItemKey]]
"""The items of each thing that can be assigned."""
THREE = 3


def story_of(place: int, parts: Parts) -> Story:
    """Of the account at this place, the first done first; whatever there is no part for is left out."""
    told = sorted(_STORIES[place](_Parts(parts)), key=lambda chapter: -chapter.days)
    return _last_talk(told, How.WELL, 1)


@dataclass(frozen=True)
class _Parts:
    parts: Parts

    def some(self, part: int, begins: float, ends: float, *, but: int = 0, first: int | None = None) -> Story:
        """The items of a part, spread over these days: all, `but` the last so many lessons, or the `first` few."""
        keys = list(self.parts[part]) if part < len(self.parts) else []
        lessons = [key for key in keys if key.kind is ItemKind.LESSON]
        left = set((lessons or keys)[-but:]) if but else set()
        kept = [key for key in keys if key not in left][:first]
        step = (begins - ends) / max(1, len(kept) - 1)
        return [Chapter(key, begins - number * step) for number, key in enumerate(kept)]

    def begun(self, part: int, at: float) -> Story:
        """The first item of a part, and not to its end."""
        return [replace(one, how=How.BEGUN) for one in self.some(part, at, at, first=1)]

    def rest(self, part: int, begins: float, ends: float) -> Story:
        """All but the first."""
        return self.some(part, begins, ends)[1:]

    def talk(self, part: int, at: float) -> Story:
        """The first conversation of a part, once more."""
        keys = self.parts[part] if part < len(self.parts) else ()
        return [Chapter(key, at) for key in keys if key.kind is ItemKind.SCENARIO][:1]


def _overdue(p: _Parts) -> Story:
    return [*p.some(0, 115, 106), *p.talk(1, 150), *p.some(1, 24, 9, but=1), *p.some(2, 2, 2, first=1)]


def _leads(p: _Parts) -> Story:
    done = [*p.some(0, 114, 103), *p.some(1, 25, 13), *p.some(2, 12, 8), *p.some(3, 4, 2)]
    return [*p.talk(2, 160), *done, *p.talk(0, 6)]


def _on_the_way(p: _Parts) -> Story:
    return [
        *p.talk(0, 170),
        *p.some(0, 113, 102),
        *p.some(1, 23, 9),
        *p.talk(0, 5),
        *p.some(2, 7, 3, first=2),
    ]


def _quiet(p: _Parts) -> Story:
    return [*p.some(0, 112, 102), *p.some(1, 25, 19), *p.begun(2, 18)]


def _stuck(p: _Parts) -> Story:
    return [*p.some(0, 111, 102), *p.some(1, 24, 15), *p.begun(2, 12), *p.rest(2, 9, 4)]


def _one_chair(p: _Parts) -> Story:
    talks = _last_talk(p.some(0, 111, 103) + p.some(1, 22, 8), How.AWAY, THREE)
    return [*talks, *p.some(2, 4, 3, first=1)]


def _late(p: _Parts) -> Story:
    return [*p.some(0, 110, 102), *p.some(1, 16, 3)]


def _came_later(p: _Parts) -> Story:
    return [*p.some(0, 28, 20), *p.some(1, 18, 7), *p.some(2, 4, 4, first=1)]


def _left(p: _Parts) -> Story:
    return p.some(0, 112, 104)


_STORIES: Sequence[Callable[[_Parts], Story]] = (
    *(_overdue, _leads, _on_the_way),
    *(_quiet, _stuck, _one_chair, _late, _came_later, _left),
)
"""By place: the three accounts to try, the rest of the group, and whoever has left it."""


def _last_talk(story: Story, how: How, most: int) -> Story:
    """The last conversations that were played to their end, played so, unless it is said how already."""
    whole = [one for one in story if one.key.kind is ItemKind.SCENARIO and one.how is not How.BEGUN]
    last = {id(one) for one in whole[-most:] if one.how is How.WHOLE}
    return [replace(one, how=how) if id(one) in last else one for one in story]
