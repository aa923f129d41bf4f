"""The content of a running site: read at start, and with `--reload` looked at again before every request."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock

from app.content.problem import Problem
from app.lessons.library.lessons import Lessons
from app.lessons.library.library import LessonLibrary
from app.scenarios.checks.scenario_check import Budget
from app.scenarios.library import Known, ScenarioLibrary, Scenarios
from app.settings import Settings


@dataclass(frozen=True, eq=False)
class SiteContent:
    """Lessons and scenarios as they are served at one moment; a request keeps to one from its beginning to its end."""

    lessons: Lessons
    scenarios: Scenarios

    @cached_property
    def problems(self) -> list[Problem]:
        """All that keeps a file from being served as it is, sorted."""
        modules: dict[str, str | None] = {one.id: one.module for one in self.scenarios.scenarios.values()}
        broken = (Path(problem.path).stem for problem in self.scenarios.problems if problem.is_error)
        listing = self.lessons.listing_problems({**modules, **dict.fromkeys(broken)})
        every = {*self.lessons.problems, *self.scenarios.problems, *listing}
        return sorted(problem for problem in every if problem.is_error)


class ContentLibrary:
    """What is broken at start is left out, what breaks later stays as it was."""

    def __init__(self, settings: Settings) -> None:
        self._lock = Lock()
        self._budget = Budget(settings.analysis_states, settings.analysis_points)
        self._lessons = LessonLibrary(settings.lessons_dir, settings.cache_dir)
        self._scenarios = ScenarioLibrary(settings.scenarios_dir, self._known(), settings.cache_dir)
        self.current = self._whole()

    def reload(self) -> None:
        """Read what has changed on disk; of two requests at once, the second waits for the first."""
        with self._lock:
            lessons_changed = self._lessons.reload()
            if self._scenarios.reload_with(self._known()) or lessons_changed:
                self.current = self._whole()

    def _known(self) -> Known:
        lessons = self._lessons.current
        return Known(lessons.module_ids, frozenset(lessons.sources), self._budget)

    def _whole(self) -> SiteContent:
        return SiteContent(self._lessons.current, self._scenarios.current)
