"""The application: every part made once, put together, and handed to the server."""

import asyncio
import gc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from app.db import Database
from app.learners import routes as learners
from app.learners.erasing import keep_ticking
from app.learners.keeping import Keepers
from app.settings import Settings
from app.web import errors, health
from app.web.assets import Assets
from app.web.pages import environment
from app.web.security import Security

KEEPERS: Keepers = ()
"""What each slice does with the things that it keeps for a subject, parents after children."""


def utc_now() -> datetime:
    return datetime.now(UTC)


def served() -> FastAPI:
    """What a server process runs: the site with the settings of its environment."""
    return create_app(Settings.read())


def create_app(settings: Settings, *, clock: Callable[[], datetime] = utc_now) -> FastAPI:
    """The whole site. `clock` is the only thing tests replace."""
    app = FastAPI(title="Four Chairs", openapi_url=None, docs_url=None, redoc_url=None, lifespan=_lifespan)
    assets = Assets()
    app.state.settings = settings
    app.state.database = Database.from_settings(settings)
    app.state.clock = clock
    app.state.keepers = KEEPERS
    app.state.templates = environment(reload=settings.reload, asset_versions=assets.versions)
    app.add_middleware(Security, settings=settings)
    errors.install(app)
    app.state.content_problems = list
    app.include_router(health.router)
    app.include_router(learners.router)

    @app.get("/static/{path:path}", name="static")
    async def static(request: Request, path: str) -> Response:
        return assets.respond(request, path)

    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    gc.collect()
    gc.freeze()
    state = app.state
    ticking = asyncio.create_task(keep_ticking(state.database, state.keepers, state.clock))
    yield
    ticking.cancel()
    with suppress(asyncio.CancelledError):
        await ticking
    state.database.close()
