"""The application: every part made once, put together, and handed to the server."""

import gc
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from anyio import to_thread
from fastapi import FastAPI
from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import Response

from app import log as log_lines
from app.author import routes as author
from app.courses import routes as courses
from app.db import Database
from app.jobs import Ticker
from app.learners import routes as learners
from app.learners.allowances import Meter
from app.learners.erasure_record import ErasureRecord
from app.learners.permissions import may
from app.phrases import routes as phrases
from app.phrases.book import Kind
from app.plans import routes as plans
from app.plans.plan import Kind as PlanKind
from app.practice import routes as scenarios
from app.practice.attempts.versions import Versions
from app.practice.debrief.actions import DebriefPlans
from app.practice.phrase_book import ScenarioPhrases
from app.progress import routes as progress
from app.reading import routes as lessons
from app.reading.actions import LessonPlans
from app.reading.pages.page_cache import LessonPages
from app.reading.phrase_book import LessonPhrases
from app.review import routes as review
from app.search import routes as search
from app.search.search import Search
from app.settings import Settings
from app.site_content import Shelves
from app.site_notices import NOTICES
from app.slices import SLICES, jobs
from app.web import errors, health, well_known
from app.web.assets import Assets
from app.web.pages import environment
from app.web.reload import Fresh
from app.web.security import Security

log = logging.getLogger(log_lines.NAME)


def utc_now() -> datetime:
    return datetime.now(UTC)


def served() -> FastAPI:
    """What a server process runs: the site with the settings of its environment."""
    return create_app(Settings.read())


def templates(*, reload: bool = False, asset_versions: Mapping[str, str] | None = None) -> Environment:
    """The environment of the site’s pages, with who may what, which lies above the web."""
    env = environment(reload=reload, asset_versions=asset_versions)
    env.globals["may"] = may
    return env


def create_app(settings: Settings, *, clock: Callable[[], datetime] = utc_now) -> FastAPI:
    """The whole site. `clock` is the only thing tests replace."""
    app = FastAPI(title="Four Chairs", openapi_url=None, docs_url=None, redoc_url=None, lifespan=_lifespan)
    assets = Assets()
    app.state.settings = settings
    app.state.database = Database.of_site(settings)
    app.state.clock = clock
    app.state.slices = SLICES
    app.state.notices = NOTICES
    app.state.meter = Meter()
    app.state.erasure_record = ErasureRecord(settings.erasures_file)
    app.state.templates = templates(reload=settings.reload, asset_versions=assets.versions)
    app.add_middleware(Security, settings=settings)
    errors.install(app)
    _put_up_content(app, settings)
    app.include_router(scenarios.router)
    app.include_router(lessons.router)
    app.include_router(phrases.router)
    app.include_router(progress.router)
    app.include_router(review.router)
    app.include_router(plans.router)
    app.include_router(courses.router)
    app.include_router(search.router)
    app.include_router(author.router)
    app.include_router(health.router)
    app.include_router(well_known.router)
    app.include_router(learners.router)

    @app.get("/static/{path:path}", name="static")
    async def static(request: Request, path: str) -> Response:
        return assets.respond(request, path)

    return app


def _put_up_content(app: FastAPI, settings: Settings) -> None:
    """Lessons and scenarios, whatever can be read of them; what cannot is named in the log and on /readyz."""
    shelves = Shelves(settings)
    app.state.lessons, app.state.scenarios = shelves.lessons, shelves.scenarios
    app.state.content_problems = shelves.problems
    app.state.search = Search(app.state.database, shelves.lessons, shelves.scenarios)
    for problem in shelves.problems():
        log.warning("%s", problem)
    app.state.versions = Versions(shelves.scenarios)
    lesson_phrases, scenario_phrases = LessonPhrases(shelves.lessons), ScenarioPhrases(shelves.scenarios)
    app.state.phrase_books = {Kind.LESSON: lesson_phrases, Kind.SCENARIO: scenario_phrases}
    pages = LessonPages(
        app.state.templates, shelves.lessons, settings.lessons_dir, lambda: shelves.scenarios.scenarios
    )
    app.state.lesson_pages = pages
    app.state.plan_books = {
        PlanKind.LESSON: LessonPlans(shelves.lessons, pages),
        PlanKind.DEBRIEF: DebriefPlans(shelves.scenarios),
    }

    def refresh() -> None:
        shelves.refresh()
        pages.forget()

    if settings.reload:
        app.add_middleware(Fresh, refresh=refresh)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    gc.collect()
    gc.freeze()
    state = app.state
    ticker = Ticker(state.database, jobs(state.erasure_record), state.clock)
    if state.settings.jobs:
        ticker.start()
    if state.database.wipe.is_owed():
        state.database.wipe.ask(wait=0)
    yield
    await to_thread.run_sync(ticker.close)
    state.database.close()
