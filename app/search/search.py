"""Search as the site has it: one function, an index that follows the content, and results to show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

from markupsafe import Markup, escape

from app.db import Database
from app.lessons.library.library import LessonLibrary
from app.scenarios.library import ScenarioLibrary
from app.search.passages import Group, Passage, content_key, passages
from app.search.queries import END, FOUND, Engine, Found, engine_for
from app.search.typed_words import Query

MOST_SHOWN = 12  # in each group


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


class Search:
    """Looks in what the libraries serve at that moment. Safe to call from many threads."""

    def __init__(self, database: Database, lessons: LessonLibrary, scenarios: ScenarioLibrary) -> None:
        self._database, self._lessons, self._scenarios = database, lessons, scenarios
        self._lock = Lock()
        self._key = ""
        self._passages: list[Passage] = []
        self._engine: Engine | None = None

    def find(self, query: Query) -> Results:
        """What has all of the words; where nothing has, what has any of them."""
        if not query.words:
            return Results({})
        engine, held = self._current()
        found = engine.find(query.words, every=True)
        if found or len(query.words) == 1:
            return Results(_grouped(found, held))
        return Results(_grouped(engine.find(query.words, every=False), held), every=False)

    def _current(self) -> tuple[Engine, Sequence[Passage]]:
        key = content_key(self._lessons, self._scenarios.scenarios)
        with self._lock:
            if self._engine is None or key != self._key:
                held = list(passages(self._lessons, self._scenarios.scenarios))
                self._engine = engine_for(self._database, key, held)
                self._key, self._passages = key, held
            return self._engine, self._passages


def _grouped(found: Sequence[Found], held: Sequence[Passage]) -> dict[Group, list[Hit]]:
    groups: dict[Group, list[Hit]] = {group: [] for group in Group}
    for passage, snippet in _best_of_each(found, held):
        if len(groups[passage.group]) < MOST_SHOWN:
            groups[passage.group].append(Hit(passage.title, passage.place, passage.url, marked(snippet)))
    return {group: hits for group, hits in groups.items() if hits}


def _best_of_each(found: Sequence[Found], held: Sequence[Passage]) -> Iterator[tuple[Passage, str]]:
    seen = set()
    for one in found:
        passage = held[one.number]
        if (passage.group, passage.owner) not in seen:
            seen.add((passage.group, passage.owner))
            yield passage, one.snippet


def marked(snippet: str) -> Markup:
    """Escaped first, marked after, so that no text of a lesson becomes markup."""
    html = str(escape(snippet)).replace(FOUND, "<mark>").replace(END, "</mark>")
    return Markup(html)  # noqa: S704
