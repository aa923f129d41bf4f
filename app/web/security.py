"""What every request must pass and every reply must carry, as one plain ASGI layer."""

import logging
import re
from urllib.parse import unquote_to_bytes

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app import log as log_lines
from app.settings import Settings
from app.settings.addresses import host_of, is_loopback, origin_of
from app.web.errors import BUSY_SECONDS, FAULTS, Fault, broken, error_page
from app.web.forms import LARGEST
from app.web.health import HEALTH, LIVE
from app.web.request import route_of

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
RETRY = {"Retry-After": str(BUSY_SECONDS)}
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
COOKIE = "cookie"
"""In a request's state: a cookie for its reply, unless that brings one of its own."""
YEAR = 31_536_000
_PLAIN = re.compile(rb"[!-$&-~]*")  # printable ASCII without an escape, as most addresses are

log = logging.getLogger(log_lines.NAME)


class Security:
    """Allowed hosts, no forms from other sites, and the headers of every reply.

    A form counts as this site's own where Sec-Fetch-Site says so, or, from a browser that does not
    send it (plain http off localhost), where Origin is this site.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.origin = settings.public_url
        self.host = settings.hostname
        self.is_local = settings.is_local
        self.scheme = "https" if settings.is_https else "http"
        self.headers = _headers(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope = {**scope, "scheme": self.scheme}  # whatever a proxy says: it is what people typed
        scope.setdefault("state", {})
        if scope["method"] == "HEAD":
            scope["method"] = "GET"  # the server sends no body to whoever asked by HEAD
        reply = Reply(scope, send, self.headers)
        try:
            await self._answer(scope, receive, reply.send)
        except Exception as error:  # here and not further out, so that this page has the headers too
            page = await run_in_threadpool(broken, Request(scope), error)
            if not reply.begun:
                await page(scope, receive, reply.send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers)
        if refusal is None:
            await self.app(scope, receive, send)
        elif refusal.status == 503:  # at once, and by no thread: they may be what there is too few of
            await error_page(Request(scope), refusal, headers=RETRY)(scope, receive, send)
        else:
            page = await run_in_threadpool(error_page, Request(scope), refusal)
            await page(scope, receive, send)

    def _refusal(self, scope: Scope, headers: Headers) -> Fault | None:
        if scope.get("state", {}).get("full") and scope["path"] != LIVE:
            return FAULTS[503]
        if not self._is_own_name(headers.get("host", "")) and scope["path"] not in HEALTH:
            return Fault(400, "Wrong address", "This site does not answer under that name.")
        if not (_is_text(scope["raw_path"]) and _is_text(scope["query_string"])):
            return Fault(400, "Bad request", "That address holds a character no address can have.")
        if _length(headers) > LARGEST:
            return FAULTS[413]
        if scope["method"] not in SAFE_METHODS and not self._is_own_form(headers):
            return Fault(
                403, "Not sent from here", "Only forms on this site’s own pages can change anything here."
            )
        return None

    def _is_own_name(self, host: str) -> bool:
        name = host_of(f"//{host}") if "@" not in host else ""
        return name == self.host if not self.is_local else is_loopback(name)

    def _is_own_form(self, headers: Headers) -> bool:
        site = headers.get("sec-fetch-site")
        if site is not None:
            return site == "same-origin"
        origin = origin_of(headers.get("origin", ""))
        if self.is_local:
            return is_loopback(host_of(origin)) and origin == origin_of(f"http://{headers.get('host', '')}")
        return origin == self.origin


class Reply:
    """A reply on its way out: what it must carry is put on it, and what it was is logged in debug."""

    def __init__(self, scope: Scope, send: Send, headers: list[tuple[bytes, bytes]]) -> None:
        self.begun = False
        self._scope = scope
        self._send = send
        self._headers = headers

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            held = {name for name, _ in message["headers"]}
            message["headers"].extend(pair for pair in self._headers if pair[0] not in held)
            if COOKIE in self._scope["state"] and b"set-cookie" not in held:
                message["headers"].append((b"set-cookie", self._scope["state"][COOKIE].encode()))
            if log.isEnabledFor(logging.DEBUG):
                log.debug("%s %s: %d", self._scope["method"], route_of(self._scope), message["status"])
        await self._send(message)


def _is_text(raw: bytes) -> bool:
    """Whether it is UTF-8 without control characters once its escapes are undone."""
    if _PLAIN.fullmatch(raw):
        return True
    try:
        return min(unquote_to_bytes(raw).decode(), default="~") >= " "
    except UnicodeDecodeError:
        return False


def _length(headers: Headers) -> int:
    length = headers.get("content-length", "")
    return int(length) if length.isdecimal() and len(length) < 20 else 0


def _headers(settings: Settings) -> list[tuple[bytes, bytes]]:
    pairs = {
        "content-security-policy": POLICY,
        "referrer-policy": "same-origin",
        "x-content-type-options": "nosniff",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
        "cache-control": "no-store",
    }
    if settings.is_https:
        below = "; includeSubDomains" if settings.hsts_subdomains else ""
        pairs["strict-transport-security"] = f"max-age={YEAR}{below}"
    return [(name.encode(), value.encode()) for name, value in pairs.items()]
