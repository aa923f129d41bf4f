"""Every route of the site, those of included routers too."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from fastapi import FastAPI
from starlette.routing import BaseRoute, Route


class Address(NamedTuple):
    method: str
    path: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


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
