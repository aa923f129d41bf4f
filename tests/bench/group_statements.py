"""The statements of a group’s page by themselves: heard once, and then asked again through the bare driver."""

import time
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, NamedTuple, Self

from app.commands.project import Project
from app.db import Database, sqlite_module
from app.learners.who import Who
from app.settings import Settings
from app.site_content import SiteContent
from app.training.memberships.queries import led_group
from app.training.whole_groups.pages import read_groups
from tests.queries import heard
from tests.serving import ROOT

EVIDENCE = "answer", "choice_taken", "attempt", "lesson_progress"
GROUPED = " union all ".join(
    f"select subject_id, count(*) from {name} group by subject_id"  # noqa: S608  names of tables
    for name in EVIDENCE
)


class Fetched(NamedTuple):
    """Seconds, and this process’s CPU seconds, which on SQLite are all there are."""

    seconds: float
    cpu: float


class Statements:
    """Those of one group, on a connection of their own."""

    def __init__(self, url: str, who: Who, page: str) -> None:
        self._url, self._who, self._group = url, who, page.rpartition("/")[2]

    def __enter__(self) -> Self:
        database = Database(self._url)
        project = Project(Settings.read(needs_secret=False, content_dir=ROOT))
        content, now = SiteContent(project.lessons, project.scenarios), datetime.now(UTC)
        with heard(database) as self._heard, database.read() as db:
            connection = db.connection()
            read_groups(connection, [led_group(connection, self._who, self._group, now)], content, now)
        database.close()
        self._driver = _driver(self._url)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._driver.close()

    def ask(self) -> Fetched:
        return self._fetch(*self._heard)

    def group_all(self) -> Fetched:
        """Whatever is kept of whatever anybody did, counted by subject."""
        return self._fetch((GROUPED, ()))

    def _fetch(self, *statements: tuple[str, Any]) -> Fetched:
        begun, before = time.perf_counter(), time.process_time()
        for statement, values in statements:
            self._driver.execute(statement, values).fetchall()
        return Fetched(time.perf_counter() - begun, time.process_time() - before)


def _driver(url: str) -> Any:
    if url.startswith("sqlite"):
        return sqlite_module().connect(url.removeprefix("sqlite:///"))
    import psycopg  # noqa: PLC0415

    return psycopg.connect(url.replace("postgresql+psycopg", "postgresql"), autocommit=True)
