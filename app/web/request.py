"""Facts of a request that routes ask for: the database, the time, and who is asking from where."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from app.db import Database
from app.settings import Settings


async def database(request: Request) -> Database:
    found: Database = request.app.state.database
    return found


async def settings(request: Request) -> Settings:
    found: Settings = request.app.state.settings
    return found


async def now(request: Request) -> datetime:
    """This moment in UTC, from the application's one clock."""
    clock: Callable[[], datetime] = request.app.state.clock
    return clock()


async def address(request: Request) -> str:
    """The address the request came from; uvicorn puts a trusted proxy's word for it in place."""
    return request.client.host if request.client else "unknown"


Db = Annotated[Database, Depends(database)]
Config = Annotated[Settings, Depends(settings)]
Now = Annotated[datetime, Depends(now)]
Address = Annotated[str, Depends(address)]
