"""Facts of a request that routes ask for: the database, the time, the content, and from where it came."""

from datetime import datetime
from typing import Annotated

from fastapi import Depends, Path
from starlette.requests import Request
from starlette.types import Scope

from app.db import Database
from app.settings import Settings
from app.site_content import SiteContent
from app.ulid import PATTERN
from app.web.site import content_of, site_of


async def database(request: Request) -> Database:
    return site_of(request.app).database


async def settings(request: Request) -> Settings:
    return site_of(request.app).settings


async def content(request: Request) -> SiteContent:
    return content_of(request)


async def now(request: Request) -> datetime:
    """This moment in UTC, from the application's one clock."""
    return site_of(request.app).clock()


async def address(request: Request) -> str:
    return address_of(request)


def address_of(request: Request) -> str:
    """The address the request came from; uvicorn puts a trusted proxy's word for it in place."""
    return request.client.host if request.client else "unknown"


def route_of(scope: Scope) -> str:
    """The path as its route has it, /reset/{token}: what stands in its places may be a secret. Without its query."""
    values = scope.get("path_params")
    if values is None:
        return "(no route)"
    parts = scope["path"].split("/")
    for name, value in values.items():
        parts = [f"{{{name}}}" if part == value or part.startswith(f"{value}.") else part for part in parts]
    return "/".join(parts)


Db = Annotated[Database, Depends(database)]
Config = Annotated[Settings, Depends(settings)]
Content = Annotated[SiteContent, Depends(content)]
Now = Annotated[datetime, Depends(now)]
Address = Annotated[str, Depends(address)]
Id = Annotated[str, Path(pattern=PATTERN)]
"""Of a row, in the path; any other is no page."""
