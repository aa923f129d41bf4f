"""The content of a running site: read at start, and with `--reload` looked at again before every request."""

from collections.abc import Callable
from pathlib import Path
from threading import Lock

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

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


class Fresh:
    """Looks for edits before a request is answered, so that they show on the next one."""

    def __init__(self, app: ASGIApp, refresh: Callable[[], None]) -> None:
        self.app = app
        self.refresh = refresh

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not scope["path"].startswith("/static/"):
            await run_in_threadpool(self.refresh)
        await self.app(scope, receive, send)
