"""The scenarios of a folder, as they are served: a file that breaks keeps its last good version."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from app.content.check import ContentFile, PathUnreadable, content_files
from app.content.file_read import FileRead, Stamp, read_again, sound, stamp_of, unread
from app.content.library import Library
from app.content.parsed import Parsed as FileParsed
from app.content.problem import Problem
from app.scenarios.checks.scenario_check import USUAL, Budget, parse_scenario
from app.scenarios.format.scenario_file import Parsed, read_scenario
from app.scenarios.scenario import Scenario

__all__ = ["Known", "Parsed", "ScenarioLibrary", "ScenarioReader", "Scenarios", "parse_scenario"]
NO_STAMP: Stamp = (0, 0, 0, 0)


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

    def module_of(self, file: ContentFile) -> str | None:
        """The module that a scenario names, None where the file is too broken to tell. Nothing is analyzed."""
        read = read_scenario(file.path, file.data, modules=self.modules, sources=self.sources).scenario
        return read.module if read else None

    @property
    def key(self) -> str:
        """Whatever else than a file decides what `parse` says of it."""
        known = (sorted(self.modules), sorted(self.sources), self.budget)
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
class Edition:
    """A scenario and the bytes it was read from."""

    scenario: Scenario
    source: bytes


@dataclass(frozen=True)
class ScenarioReads:
    """Files by path, read with what was `known`; `unlisted` says what of the folder cannot be looked into."""

    known: Known
    files: Mapping[str, FileRead[Edition]]
    unlisted: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Scenarios:
    """The scenarios of the site as they are at one moment."""

    folder: Path
    reads: ScenarioReads

    @cached_property
    def _editions(self) -> Mapping[str, Edition]:
        return {read.value.scenario.id: read.value for read in self.reads.files.values() if read.value}

    @cached_property
    def scenarios(self) -> Mapping[str, Scenario]:
        """By id, the last good version of each file that is still there."""
        return {name: edition.scenario for name, edition in self._editions.items()}

    def source(self, scenario_id: str) -> bytes:
        """The bytes of the version in `scenarios`. KeyError where there is none."""
        return self._editions[scenario_id].source

    @cached_property
    def problems(self) -> list[Problem]:
        """All of all files, sorted."""
        own = (problem for read in self.reads.files.values() for problem in read.problems)
        return sorted([*self.reads.unlisted, *own])

    @property
    def known(self) -> Known:
        return self.reads.known


class ScenarioLibrary(Library[ScenarioReads, Scenarios]):
    """Analyzing a scenario takes far longer than reading it; the index keeps what was found."""

    def __init__(self, folder: Path, known: Known, cache: Path | None = None) -> None:
        self._folder = folder
        self._known = known
        super().__init__(cache, ScenarioReads, package="scenarios")

    def reload_with(self, known: Known) -> bool:
        """As `reload`; every file is read anew where modules or sources have changed."""
        self._known = known
        return self.reload()

    def _key(self) -> str:
        return self._known.key

    def _read(self, before: ScenarioReads | None) -> ScenarioReads:
        known, earlier = self._known, dict(before.files) if before else {}
        if before and before.known != known:
            earlier = {path: replace(read, stamp=NO_STAMP, sha="") for path, read in earlier.items()}
        try:
            paths = content_files(str(self._folder)) if self._folder.is_dir() else []
        except PathUnreadable as error:
            return ScenarioReads(known, earlier, (Problem(str(self._folder), 1, "E006", str(error)),))
        return ScenarioReads(known, {path: _read_file(path, earlier.get(path), known) for path in paths})

    def _sound(self, cached: ScenarioReads) -> ScenarioReads:
        return replace(cached, files=sound(cached.files))

    def _state(self, reads: ScenarioReads) -> Scenarios:
        return Scenarios(self._folder, reads)


def _read_file(path: str, before: FileRead[Edition] | None, known: Known) -> FileRead[Edition]:
    def parse(path: str, data: bytes) -> FileParsed[Edition]:
        parsed = known.parse(ContentFile(path, data))
        edition = Edition(parsed.scenario, data) if parsed.scenario else None
        return FileParsed(edition, tuple(parsed.problems))

    stamp = NO_STAMP
    try:
        stamp = stamp_of(Path(path).stat())
        return read_again(Path(path), path, stamp, before, parse)
    except OSError as error:
        problem = Problem(path, 1, "E006", f"the file cannot be read: {error.strerror or error}")
        return unread(path, stamp, before, problem)
