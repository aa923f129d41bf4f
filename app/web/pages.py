"""The Jinja environment, and the function that turns a page’s context into a reply."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.content.chair import stands_for
from app.content.portrait import portrait
from app.content.wording import signed
from app.resources import STATIC, TEMPLATES
from app.wall_time import wall_time
from app.web.context import Context, Shared, names_of
from app.web.notices import said
from app.web.site import site_of

ICONS = STATIC / "vendor" / "lucide"


def environment(
    *,
    reload: bool = False,
    asset_versions: Mapping[str, str] | None = None,
    **functions: Callable[..., object],
) -> Environment:
    """Every name escapes, whatever its ending; a name that is not there is an error, not an empty string.

    `functions` are what slices above give every template.
    """
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=reload,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    versions = asset_versions or {}
    env.globals["asset"] = lambda path: f"/static/{path}?v={versions.get(path, '0')}"
    env.globals["icon_outline"] = icon_outline
    env.globals["face_of"] = portrait
    env.globals["stands_for"] = stands_for
    env.globals.update(functions)
    env.filters["day"] = day
    env.filters["hour"] = hour
    env.filters["signed"] = signed
    return env


def render(request: Request, context: Context, *, status: int = 200) -> HTMLResponse:
    """The context’s page; or, where htmx asks for a piece and it has one, that piece alone.

    Both come from the same values. Nothing outside this module looks at HX headers.
    """
    shared = Shared(
        path=request.scope["path"],
        who=getattr(request.state, "who", None),
        notice=notice_for(request),
        piece=bool(context.partial) and wants_piece(request),
    )
    html = filled(site_of(request.app).templates, context, shared)
    return HTMLResponse(html, status_code=status, headers={"Vary": "HX-Request"})


def notice_for(request: Request) -> str:
    """The sentence that the address asks for; nothing where it asks for none."""
    return said(site_of(request.app).notices, request.query_params)


def filled(env: Environment, context: Context, shared: Shared | None = None) -> str:
    """The context’s template with its values. Without `shared` it is a fragment, which has no header or footer."""
    if shared is None:
        return env.get_template(context.template).render(names_of(context))
    template = env.get_template(context.partial if shared.piece else context.template)
    return template.render({**names_of(shared), **names_of(context)})


def see_other(request: Request, url: str) -> Response:
    """303, or for htmx the same as a redirect of the whole page."""
    if request.headers.get("HX-Request") == "true":
        return Response(status_code=200, headers={"HX-Redirect": url, "Vary": "HX-Request"})
    return RedirectResponse(url, status_code=303, headers={"Vary": "HX-Request"})


def wants_piece(request: Request) -> bool:
    headers = request.headers
    return headers.get("HX-Request") == "true" and headers.get("HX-Request-Type", "partial") != "full"


@cache
def icon_outline(name: str) -> Markup:
    """What is inside Lucide's <svg> of that name."""
    drawing = (ICONS / f"{name}.svg").read_text()
    inside = drawing[drawing.index(">", drawing.index("<svg")) + 1 : drawing.rindex("</svg>")]
    return Markup(" ".join(inside.split()))  # noqa: S704


def safe_next(value: str | None, otherwise: str = "/today") -> str:
    """A path of this site, whatever was asked for."""
    if not value or not value.startswith("/") or value.startswith(("//", "/\\")) or not value.isprintable():
        return otherwise
    return quote(value, safe="/?&=#%-._~")


def day(moment: datetime, time_zone: str = "UTC") -> str:
    """“22 November 2026”, as the reader's clock has it."""
    local = wall_time(moment, time_zone)
    return f"{local.day} {local:%B %Y}"


def hour(moment: datetime, time_zone: str = "UTC") -> str:
    """“22 November 2026, 14:05”, as the reader's clock has it."""
    return f"{day(moment, time_zone)}, {wall_time(moment, time_zone):%H:%M}"
