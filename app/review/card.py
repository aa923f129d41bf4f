"""What comes back to be recalled: a check that was answered, or a phrase that was kept."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from app.lessons.lesson import Check, Option
from app.phrases.book import Kind as SourceKind
from app.review.schedule import Memory, Rating, recalled


class Kind(StrEnum):
    CHECK = "check"
    PHRASE = "phrase"


class CardKey(NamedTuple):
    """Names a card among one subject's; the strings are those kept in the database."""

    kind: Kind
    source_kind: SourceKind
    source_id: str
    item_id: str


class Beginning(NamedTuple):
    """When it was learned, and how well: the first answer in the lesson, or the keeping of the phrase."""

    rating: Rating
    at: datetime
    option_id: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """`words` are the phrase's; `memory` is None until it is recalled for the first time."""

    key: CardKey
    beginning: Beginning
    memory: Memory | None = None
    check: Check | None = None
    words: str = ""

    @property
    def known(self) -> Memory:
        """The memory, or what follows from the beginning alone."""
        return self.memory or recalled(None, self.beginning.rating, self.beginning.at)

    @property
    def due(self) -> datetime:
        return self.known.due

    @property
    def options(self) -> tuple[Option, ...]:
        """The check's, shuffled: in one order until it is answered, in another the next time."""
        shown = "/".join((*self.key, self.due.isoformat()))
        options = self.check.options if self.check else ()
        return tuple(sorted(options, key=lambda option: sha256(f"{shown}/{option.id}".encode()).digest()))
