"""What lessons and scenarios tell this slice about their phrases, so that it need not know either."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.content.chair import Chair
from app.site_content import SiteContent


class Kind(StrEnum):
    """Where a phrase comes from."""

    LESSON = "lesson"
    SCENARIO = "scenario"


@dataclass(frozen=True, slots=True)
class Origin:
    """The lesson or scenario a phrase was found in: what it is called and where it is."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A phrase that can be kept."""

    kind: Kind
    id: str
    phrase: str
    words: str


class PhraseBook(Protocol):
    """The phrases of all lessons, or of all scenarios, as they are now."""

    def words(self, source_id: str, phrase_id: str) -> str | None: ...

    def origin(self, source_id: str) -> Origin | None: ...

    def chair(self, source_id: str, phrase_id: str) -> Chair | None:
        """Whom the phrase serves first, where its author says so."""

    def starters(self) -> Sequence[Offer]: ...


@dataclass(frozen=True, slots=True)
class PhraseBooks:
    """`of` opens the books of the content of one moment; those who write them lie above this slice."""

    of: Callable[[SiteContent], Mapping[Kind, PhraseBook]]
