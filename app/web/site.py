"""What a process makes once and every request shares: one frozen `Site`, and the one way to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from jinja2 import Environment
from starlette.applications import Starlette
from starlette.requests import Request

from app.db import Database
from app.settings import Settings
from app.site_content import ContentLibrary, SiteContent
from app.web.notices import Notices

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """`clock` gives this moment in UTC. `parts` holds what slices keep, one object of each class."""

    settings: Settings
    database: Database
    clock: Callable[[], datetime]
    templates: Environment
    content: ContentLibrary
    notices: Notices
    parts: Mapping[type[object], object] = field(default_factory=dict)

    def part(self, kind: type[Part]) -> Part:
        """The slices lie above this package, so each of them asks by a class of its own."""
        found = self.parts[kind]
        if not isinstance(found, kind):
            raise TypeError(f"the part {kind.__name__} of this site is a {type(found).__name__}")
        return found


def give_site(app: Starlette, site: Site) -> None:
    app.state.site = site


def site_of(app: Starlette) -> Site:
    """The only place that reads the untyped state of an application."""
    found: Site = app.state.site
    return found


def content_of(request: Request) -> SiteContent:
    """The content as it was when this request first asked, so that a request never meets two."""
    found: SiteContent | None = getattr(request.state, "content", None)
    if found is None:
        found = request.state.content = site_of(request.app).content.current
    return found
