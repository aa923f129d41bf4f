"""Every route of the site, those of included routers too."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from fastapi import FastAPI
from starlette.routing import BaseRoute, Route

from app.main import create_app
from app.settings import Settings
from app.web.site import site_of


class Address(NamedTuple):
    method: str
    path: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


OF_GROUPS = ("/teach", "/admin/workplaces", "/admin/log", "/groups", "/join", "/calendar", "/who-sees-what")


def of_groups(path: str) -> bool:
    """Whether a page is of workplaces, groups or what is set in them, or was made for those who look after them."""
    return path.startswith(OF_GROUPS) or path == "/author/lessons/questions"


def routes_of(environment: Mapping[str, str]) -> list[str]:
    """The patterns of all that a browser can open at a site with these settings."""
    site = create_app(Settings.read(**{name.lower(): value for name, value in environment.items()}))
    found = [address.path for address in addresses(site) if address.method == "GET"]
    site_of(site).database.close()
    return found


def addresses(site: FastAPI) -> list[Address]:
    """Methods and path patterns, HEAD left out."""
    found = {
        Address(method, prefix + route.path)
        for prefix, route in _flat(site.routes)
        for method in (route.methods or set()) - {"HEAD"}
    }
    return sorted(found)


def _flat(routes: Iterable[BaseRoute], prefix: str = "") -> Iterator[tuple[str, Route]]:
    for route in routes:
        router = getattr(route, "original_router", None)
        if router is not None:
            yield from _flat(router.routes, prefix + route.include_context.prefix)  # type: ignore[attr-defined]
        elif isinstance(route, Route):
            yield prefix, route
        else:
            raise TypeError(f"{route!r} is of a kind that no test knows")
