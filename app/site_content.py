"""The content of a running site: read at start, and with `--reload` looked at again before every request."""

from pathlib import Path
from threading import Lock

from app.content.problem import Problem
from app.lessons.library.library import LessonLibrary
from app.scenarios.checks.scenario_check import Budget
from app.scenarios.library import Known, ScenarioLibrary
from app.settings import Settings


class Shelves:
    """Lessons and scenarios as they are served: what is broken at start is left out, what breaks later stays."""

    def __init__(self, settings: Settings) -> None:
        self._lock = Lock()
        self._budget = Budget(settings.analysis_states, settings.analysis_points)
        self.lessons = LessonLibrary(settings.lessons_dir, settings.cache_dir)
        self.scenarios = ScenarioLibrary(settings.scenarios_dir, self._known, settings.cache_dir)

    @property
    def _known(self) -> Known:
        return Known(self.lessons.module_ids, frozenset(self.lessons.sources), self._budget)

    def problems(self) -> list[Problem]:
        """All that keeps a file from being served as it is, sorted."""
        modules: dict[str, str | None] = {one.id: one.module for one in self.scenarios.scenarios.values()}
        broken = (Path(problem.path).stem for problem in self.scenarios.problems if problem.is_error)
        listing = self.lessons.listing_problems({**modules, **dict.fromkeys(broken)})
        every = {*self.lessons.problems, *self.scenarios.problems, *listing}
        return sorted(problem for problem in every if problem.is_error)

    def refresh(self) -> None:
        """Read what has changed on disk; of two requests at once, the second waits for the first."""
        with self._lock:
            self.lessons.reload()
            self.scenarios.reload(self._known)
