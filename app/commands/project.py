"""What `fourchairs check` and `xray` read: the project's own content, and files from anywhere held against it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from app.commands.reading_bar import reading_bar
from app.content.check import ContentFile, PathUnreadable, Reader, check_paths, content_files, read_path
from app.content.problem import Problem
from app.lessons.library.folder import MODULE
from app.lessons.library.lessons import Lessons
from app.lessons.library.library import LessonLibrary
from app.scenarios.checks.scenario_check import Budget
from app.scenarios.format.scenario_file import Parsed, scenario_id
from app.scenarios.library import Known, ScenarioLibrary, ScenarioReader, Scenarios
from app.settings import Settings


class Project:
    """The content folder of the settings; each part is read when it is first asked for."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @cached_property
    def lessons(self) -> Lessons:
        with reading_bar() as tell:
            return LessonLibrary(self.settings.lessons_dir, tell=tell).current

    @cached_property
    def known(self) -> Known:
        budget = Budget(self.settings.analysis_states, self.settings.analysis_points)
        return Known(self.lessons.module_ids, frozenset(self.lessons.sources), budget)

    @cached_property
    def scenarios(self) -> Scenarios:
        return ScenarioLibrary(self.settings.scenarios_dir, self.known).current

    @property
    def lesson_problems(self) -> list[Problem]:
        folder = str(self.settings.scenarios_dir)
        try:
            files = [file for path in content_files(folder) for file in read_path(path)]
        except PathUnreadable:  # said of the scenarios
            files = []
        modules = {scenario_id(file.path): self.known.module_of(file) for file in files}
        return [*self.lessons.problems, *self.lessons.listing_problems(modules)]

    def problems(self, paths: Sequence[str] = ()) -> list[Problem]:
        """All that is wrong with the files of `paths`, or of the project. Raises PathUnreadable."""
        if not paths:
            return sorted({*self.lesson_problems, *self.scenarios.problems})
        readers: list[Reader] = [LessonReader(self), ScenarioReader(self.known)]
        return check_paths(paths, readers)

    def scenario(self, path: str) -> Parsed:
        """One scenario, wherever it lies. Raises PathUnreadable."""
        if Path(path).is_dir():
            raise PathUnreadable(f"{path}: is a folder; name one scenario")
        (file,) = read_path(path)
        return self.known.parse(file)


@dataclass(frozen=True)
class LessonReader:
    """Whatever lies in the project's lessons/; a file there can only be judged together with the others."""

    project: Project

    def claims(self, path: Path) -> bool:
        return path.resolve().is_relative_to(self.project.settings.lessons_dir.resolve())

    def problems(self, files: Sequence[ContentFile]) -> list[Problem]:
        given = {Path(file.path).resolve(): file.path for file in files}
        every = self.project.lesson_problems if _lists(given) else self.project.lessons.problems
        found = ((problem, Path(problem.path).resolve()) for problem in every)
        return [
            Problem(given[path], problem.line, problem.code, problem.message)
            for problem, path in found
            if path in given
        ]


def _lists(files: Iterable[Path]) -> bool:
    """Whether any of them says which scenarios there are: for others, no scenario needs to be read."""
    return any(file.stem == MODULE for file in files)
