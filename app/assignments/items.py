"""What an assignment consists of: pinned when it is made, and held against the content as it is later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from app.lessons.course import Module
from app.lessons.library.catalog import Catalog
from app.lessons.library.placement import Titled


class TargetKind(StrEnum):
    """What a trainer can set; the values are kept."""

    COURSE = "course"
    MODULE = "module"
    LESSON = "lesson"
    SCENARIO = "scenario"


class ItemKind(StrEnum):
    """What it consists of; the values are kept."""

    LESSON = "lesson"
    SCENARIO = "scenario"


@dataclass(frozen=True, slots=True)
class Target:
    kind: TargetKind
    id: str


class ItemKey(NamedTuple):
    kind: ItemKind
    id: str


@dataclass(frozen=True, slots=True)
class Item:
    """`title` is the one it had when it was pinned, or has now (`as_now`)."""

    kind: ItemKind
    id: str
    title: str
    key: ItemKey = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", ItemKey(self.kind, self.id))


@dataclass(frozen=True, slots=True)
class Served:
    """The content as it is: the catalog of a `SiteContent`’s lessons, and its scenarios by id."""

    lessons: Catalog
    scenarios: Mapping[str, Titled]

    def title(self, target: Target) -> str | None:
        """None where it is not in the files."""
        by_kind: Mapping[TargetKind, Mapping[str, Titled]] = {
            TargetKind.COURSE: self.lessons.courses,
            TargetKind.MODULE: self.lessons.modules,
            TargetKind.LESSON: self.lessons.entries,
            TargetKind.SCENARIO: self.scenarios,
        }
        found = by_kind[target.kind].get(target.id)
        return found.title if found else None

    def item(self, key: ItemKey) -> Item | None:
        title = self.title(Target(TargetKind(key.kind), key.id))
        return None if title is None else Item(key.kind, key.id, title)


def items_of(target: Target, served: Served) -> tuple[Item, ...]:
    """What the target consists of now, each once, in the order of its pages: a module’s lessons, then its scenarios.

    Empty where the target is not in the files, or has nothing that can be opened.
    """
    found = (served.item(key) for key in dict.fromkeys(_keys(target, served.lessons)))
    return tuple(item for item in found if item)


def _keys(target: Target, lessons: Catalog) -> list[ItemKey]:
    if target.kind is TargetKind.COURSE:
        course = lessons.courses.get(target.id)
        names = course.modules if course else ()
        return [key for name in names for key in _of_module(lessons.modules.get(name))]
    if target.kind is TargetKind.MODULE:
        return _of_module(lessons.modules.get(target.id))
    return [ItemKey(ItemKind(target.kind), target.id)]


def _of_module(module: Module | None) -> list[ItemKey]:
    if module is None:
        return []
    lessons = [ItemKey(ItemKind.LESSON, name) for name in module.lessons]
    return [*lessons, *(ItemKey(ItemKind.SCENARIO, name) for name in module.scenarios)]


@dataclass(frozen=True, slots=True)
class Difference:
    """Between what was pinned and the content now.

    `new` are in the target and were not pinned; `vanished` are no longer in the files; `elsewhere` are, but the
    target does not list them any more: they stay in the assignment and can be done.
    """

    new: tuple[Item, ...] = ()
    vanished: tuple[Item, ...] = ()
    elsewhere: tuple[Item, ...] = ()


def difference(pinned: Sequence[Item], target: Target, served: Served) -> Difference:
    now = items_of(target, served)
    before, listed = {item.key for item in pinned}, {item.key for item in now}
    gone = [item for item in pinned if served.item(item.key) is None]
    return Difference(
        new=tuple(item for item in now if item.key not in before),
        vanished=tuple(gone),
        elsewhere=tuple(item for item in pinned if item.key not in listed and item not in gone),
    )


def as_now(pinned: Sequence[Item], served: Served) -> tuple[Item, ...]:
    """The same items with the titles they have now; what has vanished keeps the one that was pinned."""
    return tuple(served.item(item.key) or item for item in pinned)


def taken_over(pinned: Sequence[Item], target: Target, served: Served) -> tuple[Item, ...]:
    """What was pinned and what is new, in the order that the target has now.

    Whatever the target no longer lists stays behind the item it came after, or at the beginning.
    """
    merged = list(items_of(target, served))
    listed = {item.key for item in merged}
    after = 0
    for item in pinned:
        if item.key not in listed:
            merged.insert(after, item)
        after = [one.key for one in merged].index(item.key) + 1
    return tuple(merged)
