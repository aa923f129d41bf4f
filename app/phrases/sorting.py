"""Kept phrases as one looks for them: by the situation they come from or the chair they serve, and by their words."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.content.chair import CHAIRS, Chair
from app.phrases.book import Kind, Origin

PAGE = 100  # phrases


class By(StrEnum):
    SITUATION = "situation"
    CHAIR = "chair"


@dataclass(frozen=True, slots=True)
class Kept:
    """`origin` is None where the lesson or scenario is gone, `chair` where nobody has said."""

    kind: Kind
    source_id: str
    phrase_id: str
    words: str
    origin: Origin | None = None
    chair: Chair | None = None

    @property
    def id(self) -> str:
        return f"{self.kind}.{self.source_id}.{self.phrase_id}"

    def speaks_of(self, sought: str) -> bool:
        """Whether each word of what is sought is in it, or in the title of where it comes from."""
        text = f"{self.words} {self.origin.title if self.origin else ''}".casefold().replace("’", "'")
        return all(word in text for word in sought.casefold().replace("’", "'").split())


@dataclass(frozen=True, slots=True)
class Group:
    """Phrases under one heading: a situation, or a chair. With neither, it holds what is left over."""

    phrases: Sequence[Kept]
    origin: Origin | None = None
    chair: Chair | None = None


def sorted_by(by: By, phrases: Sequence[Kept]) -> Sequence[Group]:
    """Situations in the order of `phrases`, chairs in their own; what belongs to none comes last."""
    return _by_chair(phrases) if by is By.CHAIR else _by_situation(phrases)


def _by_chair(phrases: Sequence[Kept]) -> Sequence[Group]:
    groups = [Group([one for one in phrases if one.chair is chair], chair=chair) for chair in (*CHAIRS, None)]
    return [group for group in groups if group.phrases]


def _by_situation(phrases: Sequence[Kept]) -> Sequence[Group]:
    found: dict[Origin | None, list[Kept]] = {}
    for one in phrases:
        found.setdefault(one.origin, []).append(one)
    groups = [Group(own, origin=origin) for origin, own in found.items()]
    return sorted(groups, key=lambda group: group.origin is None)


def page_of(found: Sequence[Kept], after: str) -> Sequence[Kept]:
    """A page of them, from the one after `after` on; the first page where there is none of that id."""
    place = next((place + 1 for place, one in enumerate(found) if one.id == after), 0)
    return found[place : place + PAGE]
