"""Whether the process lives, and whether it can do its work: save something and serve its content."""

import asyncio
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from fastapi import APIRouter
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Field, col
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, PlainTextResponse

from app import log
from app.db import Database, Model, UtcDateTime, journal_mode, upsert
from app.web.request import Content, Db, Now

router = APIRouter()

LIVE = "/livez"
HEALTH = {LIVE, "/readyz"}
"""Asked by load balancers, which know the site by its IP address alone."""
FRESH = timedelta(seconds=3)

_looks: WeakKeyDictionary[Database, asyncio.Task[str]] = WeakKeyDictionary()


class Heartbeat(Model, table=True):
    """One row that readiness writes, to know that anything can be written."""

    id: int = Field(default=1, primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)


@router.get(LIVE)
async def livez() -> PlainTextResponse:
    return PlainTextResponse("alive\n")


@router.get("/readyz")
async def readyz(database: Db, content: Content, now: Now) -> JSONResponse:
    """503 while nothing can be saved. Broken content is named, and does not make the site unready."""
    fault = await _fault(database, now)
    facts = {
        "ready": not fault,
        "database": fault or "saves",
        "journal": journal_mode() if database.is_sqlite else "postgresql",
        "content": [str(problem) for problem in content.problems],
    }
    return JSONResponse(facts, status_code=503 if fault else 200)


async def _fault(database: Database, now: datetime) -> str:
    """Anybody may ask without end: so one look at a time, and whoever asks meanwhile hears what it finds."""
    look = _looks.get(database)
    if look is None or look.done() or look.get_loop() is not asyncio.get_running_loop():
        look = _looks[database] = asyncio.ensure_future(run_in_threadpool(_look, database, now))
    return await asyncio.shield(look)


def _look(database: Database, now: datetime) -> str:
    """What is wrong, or nothing. It writes unless some process has within three seconds: then reading must do."""
    try:
        with database.read() as db:
            last = db.scalar(select(col(Heartbeat.at)))
        if last is None or not last <= now < last + FRESH:
            with database.write() as db:
                upsert(db, Heartbeat.__table__, {"id": 1, "at": now}, key=["id"], update=["at"])
    except SQLAlchemyError as error:
        return f"cannot save: {log.kind(error)}"
    return ""
