"""The scenario files as they lie on disk now, whether or not the site can serve them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import PurePath

from app.content.check import ContentFile, PathUnreadable, content_files, read_path
from app.content.problem import Problem
from app.errors import NotFound
from app.scenarios.format.scenario_file import Parsed, read_scenario, scenario_id
from app.scenarios.library import Known, Scenarios
from app.scenarios.scenario import Scenario

AT_HAND = 32
NO_SUCH = "There is no such scenario. The list of scenarios names those there are."
UNREADABLE = "The file of this scenario cannot be read just now. Its folder may have been moved."
LONGEST_TEXT = 5_000  # lines shown; what comes after them is left out


@dataclass(frozen=True)
class ScenarioListing:
    """`title` is empty where no version of the file can be served."""

    id: str
    title: str
    errors: int
    warnings: int


@dataclass(frozen=True)
class ScenarioFile:
    """`written` is the scenario as the file has it, if it can be read at all, unplayable ones too.

    `served` is what learners play: the last version without errors, if there was one.
    """

    id: str
    name: str
    data: bytes
    problems: tuple[Problem, ...]
    written: Scenario | None
    served: Scenario | None

    @property
    def sha(self) -> str:
        return sha256(self.data).hexdigest()

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.is_error]

    @property
    def warnings(self) -> list[Problem]:
        return [problem for problem in self.problems if not problem.is_error]

    @property
    def drawn(self) -> Scenario | None:
        return self.written or self.served

    @property
    def playable(self) -> Scenario | None:
        return self.served if self.errors else self.written

    @property
    def is_behind(self) -> bool:
        """Whether learners play another version than that of the file."""
        return self.served is not None and self.served.version != self.sha

    @property
    def text(self) -> list[str]:
        """The lines as `check` counts them: LF, CRLF or CR ends one."""
        text = self.data.decode("utf-8-sig", errors="replace").replace("\x00", "�")
        return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")[:LONGEST_TEXT]


def scenario_listings(scenarios: Scenarios) -> Sequence[ScenarioListing]:
    """Every scenario file, those with errors first."""
    errors = Counter(scenario_id(problem.path) for problem in scenarios.problems if problem.is_error)
    warnings = Counter(scenario_id(problem.path) for problem in scenarios.problems if not problem.is_error)
    names = {*scenarios.scenarios, *errors, *warnings}
    titles = {one.id: one.title for one in scenarios.scenarios.values()}
    found = [ScenarioListing(name, titles.get(name, ""), errors[name], warnings[name]) for name in names]
    return sorted(found, key=lambda one: (not one.errors, one.id))


def read_file(scenarios: Scenarios, name: str) -> ScenarioFile:
    """Raises NotFound."""
    file = find_file(scenarios, name)
    parsed, written = _read(scenarios.known, file)
    shown = PurePath(file.path).relative_to(scenarios.folder.parent).as_posix()
    return ScenarioFile(
        name, shown, file.data, tuple(parsed.problems), written, scenarios.scenarios.get(name)
    )


def find_file(scenarios: Scenarios, name: str) -> ContentFile:
    """Raises NotFound."""
    paths = content_files(str(scenarios.folder)) if scenarios.folder.is_dir() else []
    found = [path for path in paths if scenario_id(path) == name]
    if not found:
        raise NotFound(NO_SUCH)
    try:
        (file,) = read_path(found[-1])
    except PathUnreadable:
        raise NotFound(UNREADABLE) from None
    return file


@lru_cache(AT_HAND)
def _read(known: Known, file: ContentFile) -> tuple[Parsed, Scenario | None]:
    parsed = known.parse(file)
    written = parsed.scenario
    if written is None:
        read = read_scenario(file.path, file.data, modules=known.modules, sources=known.sources)
        written = read.scenario
    return parsed, written
