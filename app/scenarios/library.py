"""The scenarios of a folder, as they are served: a file that breaks keeps its last good version."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from app.content.cache import Shelf
from app.content.check import ContentFile, PathUnreadable, content_files, read_path
from app.content.problem import Problem
from app.scenarios.checks.scenario_check import USUAL, Budget, parse_scenario
from app.scenarios.format.scenario_file import Parsed
from app.scenarios.scenario import Scenario

__all__ = ["Known", "Parsed", "ScenarioLibrary", "ScenarioReader", "parse_scenario"]


@dataclass(frozen=True)
class Known:
    """What a scenario may refer to, and how large it may be."""

    modules: frozenset[str]
    sources: frozenset[str]
    budget: Budget = USUAL

    def parse(self, file: ContentFile) -> Parsed:
        return parse_scenario(
            file.path, file.data, modules=self.modules, sources=self.sources, budget=self.budget
        )

    def key(self, file: ContentFile) -> str:
        """Whatever else decides what `parse` says."""
        known = (
            file.path,
            sha256(file.data).hexdigest(),
            sorted(self.modules),
            sorted(self.sources),
            self.budget,
        )
        return sha256(repr(known).encode()).hexdigest()


@dataclass(frozen=True)
class ScenarioReader:
    """Scenarios for `check`: whatever no other reader claims is one."""

    known: Known

    def claims(self, _path: Path) -> bool:
        return True

    def problems(self, files: Sequence[ContentFile]) -> list[Problem]:
        return [problem for file in files for problem in self.known.parse(file).problems]


@dataclass(frozen=True)
class _Entry:
    """One file. `good` and `source` are those of its last version without errors, if there was one."""

    stamp: tuple[int, int, int]
    sha: str
    problems: tuple[Problem, ...]
    good: Scenario | None = None
    source: bytes = b""


class ScenarioLibrary:
    """`scenarios` by id: the last good version of each file that is still there.

    Analyzing a scenario takes far longer than reading it, so what was found is kept in the folder `cache`.
    """

    def __init__(self, folder: Path, known: Known, cache: Path | None = None) -> None:
        self.folder = folder
        self._shelf = Shelf(cache, Parsed, package="scenarios")
        self.known = known
        self.scenarios: Mapping[str, Scenario] = {}
        self.problems: list[Problem] = []
        self._entries: dict[str, _Entry] = {}
        self._sources: Mapping[str, bytes] = {}
        self.reload()

    def source(self, scenario_id: str) -> bytes:
        """The bytes of the version in `scenarios`. KeyError where there is none."""
        return self._sources[scenario_id]

    def reload(self, known: Known | None = None) -> bool:
        """Reads what has changed; everything, where modules or sources have. Says whether anything did."""
        same = known is None or known == self.known
        self.known = known or self.known
        paths = content_files(str(self.folder)) if self.folder.is_dir() else []
        entries = {path: self._entry(path, self._entries.get(path), may_keep=same) for path in paths}
        changed = entries != self._entries
        self._entries = entries
        good = [entry for entry in entries.values() if entry.good]
        self.scenarios = {entry.good.id: entry.good for entry in good if entry.good}
        self._sources = {entry.good.id: entry.source for entry in good if entry.good}
        self.problems = sorted(problem for entry in entries.values() for problem in entry.problems)
        return changed

    def _entry(self, path: str, before: _Entry | None, *, may_keep: bool) -> _Entry:
        try:
            stamp = _stamp(path)
            if before and may_keep and stamp == before.stamp:
                return before
            (file,) = read_path(path)
        except (OSError, PathUnreadable) as error:
            unreadable = (Problem(path, 1, "E006", f"the file cannot be read: {error}"),)
            return replace(before or _Entry((0, 0, 0), "", ()), stamp=(0, 0, 0), sha="", problems=unreadable)
        sha = sha256(file.data).hexdigest()
        if before and may_keep and sha == before.sha:
            return replace(before, stamp=stamp)
        return self._parsed(file, _Entry(stamp, sha, ()), before)

    def _parsed(self, file: ContentFile, entry: _Entry, before: _Entry | None) -> _Entry:
        parsed = self._read(file)
        entry = replace(entry, problems=tuple(parsed.problems))
        if parsed.scenario:
            return replace(entry, good=parsed.scenario, source=file.data)
        return replace(entry, good=before.good, source=before.source) if before else entry

    def _read(self, file: ContentFile) -> Parsed:
        name, key = f"scenario.{Path(file.path).stem}", self.known.key(file)
        parsed = self._shelf.take(name, key)
        if parsed is None:
            parsed = self.known.parse(file)
            self._shelf.put(name, key, parsed)
        return parsed


def _stamp(path: str) -> tuple[int, int, int]:
    stat = Path(path).stat()
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
