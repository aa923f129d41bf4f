"""The application: every part made once, put together, and handed to the server."""

import gc
import logging
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial

from anyio import to_thread
from fastapi import FastAPI
from jinja2 import Environment
from starlette.routing import Route

from app import log as log_lines
from app.audit import routes as audit
from app.author import routes as author
from app.courses import routes as courses
from app.db import Database
from app.errors import TooMany
from app.jobs import Ticker
from app.learners import routes as learners
from app.learners.allowances import Meter
from app.learners.erasure_record import ErasureRecord
from app.learners.permissions import may
from app.learners.routes.limits import ReachedLimits, too_many
from app.phrases import routes as phrases
from app.phrases.book import Kind, PhraseBook, PhraseBooks
from app.plans import routes as plans
from app.plans.plan import Kind as PlanKind
from app.plans.queries import PlanBook, PlanBooks
from app.practice import routes as scenarios
from app.practice.attempts.versions import StoredVersions
from app.practice.debrief.actions import DebriefPlans
from app.practice.phrase_book import ScenarioPhrases
from app.progress import routes as progress
from app.reading import routes as lessons
from app.reading.actions import LessonPlans
from app.reading.pages.page_cache import LessonPages
from app.reading.phrase_book import LessonPhrases
from app.review import routes as review
from app.search import routes as search
from app.search.queries import Search
from app.settings import Settings
from app.site_content import ContentLibrary, SiteContent
from app.site_notices import NOTICES
from app.slices import SLICES, jobs
from app.training import routes as training
from app.web import errors, health, well_known
from app.web.assets import Assets
from app.web.pages import environment
from app.web.reload import Fresh
from app.web.security import Security
from app.web.site import Site, give_site, site_of

log = logging.getLogger(log_lines.NAME)
TURN_SECONDS = 0.0005
"""After so long a thread that works gives way to others: Python’s own 5 ms are what a choice takes in all."""
HOT_ROUTES = (*lessons.HOT_ROUTES, *scenarios.HOT_ROUTES)
"""What is asked for most, on the application itself: looking routers through takes a fifth of a page's time."""
ROUTERS = (  # the first are found first
    scenarios.router,
    lessons.router,
    phrases.router,
    progress.router,
    review.router,
    training.router,
    plans.router,
    courses.router,
    search.router,
    author.router,
    audit.router,
    health.router,
    well_known.router,
    learners.router,
)


def utc_now() -> datetime:
    return datetime.now(UTC)


def served() -> FastAPI:
    """What a server process runs: the site with the settings of its environment."""
    return create_app(Settings.read())


def templates(*, reload: bool = False, asset_versions: Mapping[str, str] | None = None) -> Environment:
    """The environment of the site’s pages, with who may what, which lies above the web."""
    return environment(reload=reload, asset_versions=asset_versions, may=may)


def create_app(settings: Settings, *, clock: Callable[[], datetime] = utc_now) -> FastAPI:
    """The whole site. `clock` gives this moment in UTC; tests hand in their own."""
    app = FastAPI(
        title="Four Chairs",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    assets = Assets()
    site = _site(settings, clock, assets)
    give_site(app, site)
    app.add_middleware(Security, settings=settings)
    errors.install(app)
    app.add_exception_handler(TooMany, too_many)
    if settings.reload:
        app.add_middleware(Fresh, refresh=site.content.reload)
    app.router.routes.extend((*HOT_ROUTES, Route("/static/{path:path}", assets.respond, methods=["GET"])))
    for router in ROUTERS:
        app.include_router(router)
    return app


def _site(settings: Settings, clock: Callable[[], datetime], assets: Assets) -> Site:
    """Lessons and scenarios are whatever can be read of them; what cannot is named in the log and on /readyz."""
    pages_environment = templates(reload=settings.reload, asset_versions=assets.versions)
    content = ContentLibrary(settings)
    for problem in content.current.problems:
        log.warning("%s", problem)
    pages = LessonPages(pages_environment, settings.lessons_dir, reload=settings.reload)
    plan_books = PlanBooks(partial(_plan_books, pages))
    parts = (
        *(SLICES, Meter(), ReachedLimits(), ErasureRecord(settings.erasures_file)),
        *(PhraseBooks(_phrase_books), plan_books, StoredVersions(), pages, Search()),
    )
    return Site(
        settings=settings,
        database=Database.of_site(settings),
        clock=clock,
        templates=pages_environment,
        content=content,
        notices=NOTICES,
        parts={type(part): part for part in parts},
    )


def _phrase_books(content: SiteContent) -> Mapping[Kind, PhraseBook]:
    return {
        Kind.LESSON: LessonPhrases(content.lessons),
        Kind.SCENARIO: ScenarioPhrases(content.scenarios.scenarios),
    }


def _plan_books(pages: LessonPages, content: SiteContent) -> Mapping[PlanKind, PlanBook]:
    return {
        PlanKind.LESSON: LessonPlans(content, pages),
        PlanKind.DEBRIEF: DebriefPlans(content.scenarios.scenarios),
    }


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    gc.freeze()  # nothing is collected before: what start leaves is what stays
    sys.setswitchinterval(TURN_SECONDS)
    site = site_of(app)
    ticker = Ticker(site.database, jobs(site.part(ErasureRecord)), site.clock)
    if site.settings.jobs:
        ticker.start()
    if site.database.wipe.is_owed():
        site.database.wipe.ask(wait=0)
    yield
    await to_thread.run_sync(ticker.close)
    site.database.close()
