"""What a search found, sorted and marked up to show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup, escape

from app.search.passages import Group, Passage

MOST_SHOWN = 12  # in each group
FOUND, END = "\x02", "\x03"  # around what was looked for; no passage contains them


class Match(NamedTuple):
    """`number` is the passage’s place among those searched; `snippet` is cut out of its words, with the hits marked."""

    number: int
    snippet: str


@dataclass(frozen=True, slots=True)
class Hit:
    """`snippet` is safe HTML with what was looked for in <mark>."""

    title: str
    place: str
    url: str
    snippet: Markup


@dataclass(frozen=True, slots=True)
class Results:
    """Hits by group; `every` is False where no passage has all the words, and these have some of them."""

    groups: Mapping[Group, Sequence[Hit]]
    every: bool = True

    @property
    def count(self) -> int:
        return sum(map(len, self.groups.values()))


def grouped(matches: Sequence[Match], passages: Sequence[Passage]) -> dict[Group, list[Hit]]:
    """The best passage of each owner; matches come best first."""
    groups: dict[Group, list[Hit]] = {group: [] for group in Group}
    for passage, snippet in _best_of_each(matches, passages):
        if len(groups[passage.group]) < MOST_SHOWN:
            groups[passage.group].append(Hit(passage.title, passage.place, passage.url, marked(snippet)))
    return {group: hits for group, hits in groups.items() if hits}


def _best_of_each(matches: Sequence[Match], passages: Sequence[Passage]) -> Iterator[tuple[Passage, str]]:
    seen = set()
    for match in matches:
        passage = passages[match.number]
        if (passage.group, passage.owner) not in seen:
            seen.add((passage.group, passage.owner))
            yield passage, match.snippet


def marked(snippet: str) -> Markup:
    """Escaped first, marked after, so that no text of a lesson becomes markup."""
    html = str(escape(snippet)).replace(FOUND, "<mark>").replace(END, "</mark>")
    return Markup(html)  # noqa: S704
