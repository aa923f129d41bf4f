"""Whether the process lives, and whether it can do its work: save something and serve its content."""

from datetime import datetime

from fastapi import APIRouter
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse

from app.db import Model, UtcDateTime, journal_mode, upsert
from app.web.request import Db, Now

router = APIRouter()


class Heartbeat(Model, table=True):
    """One row that readiness writes, to know that anything can be written."""

    id: int = Field(default=1, primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)


@router.get("/livez")
async def livez() -> PlainTextResponse:
    return PlainTextResponse("alive\n")


@router.get("/readyz")
def readyz(request: Request, database: Db, now: Now) -> JSONResponse:
    """503 while nothing can be saved. Broken content is named, and does not make the site unready."""
    database_state = "saves"
    try:
        with database.write() as db:
            upsert(db, Heartbeat.__table__, {"id": 1, "at": now}, key=["id"], update=["at"])
    except SQLAlchemyError as error:
        database_state = f"cannot save: {type(error).__name__}"
    facts = {
        "ready": database_state == "saves",
        "database": database_state,
        "journal": journal_mode() if database.is_sqlite else "postgresql",
        "content": [str(problem) for problem in request.app.state.content_problems()],
    }
    return JSONResponse(facts, status_code=200 if facts["ready"] else 503)
