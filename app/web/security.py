"""What every request must pass and every reply must carry, as one plain ASGI layer."""

from urllib.parse import unquote_to_bytes, urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.settings import LOOPBACK, Settings
from app.web.errors import FAULTS, Fault, error_page
from app.web.forms import MAX_BYTES

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


class Security:
    """Allowed hosts, no forms from other sites, and the headers of every reply.

    A form counts as this site's own where Sec-Fetch-Site says so, or, from a browser that does not
    send it (plain http off localhost), where Origin is this site.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.origin = settings.public_url
        self.hosts = LOOPBACK | {settings.hostname} if settings.is_local else {settings.hostname}
        self.is_local = settings.is_local
        self.headers = _headers(https=settings.is_https)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers)
        app = error_page(Request(scope), refusal) if refusal else self.app
        if scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}  # the server sends no body to whoever asked by HEAD
        await app(scope, receive, self._sender(send))

    def _refusal(self, scope: Scope, headers: Headers) -> Fault | None:
        if _hostname("//" + headers.get("host", "")) not in self.hosts:
            return Fault(400, "Wrong address", "This site does not answer under that name.")
        if not (_is_text(scope["raw_path"]) and _is_text(scope["query_string"])):
            return Fault(400, "Bad request", "That address holds a character no address can have.")
        if _length(headers) > MAX_BYTES:
            return FAULTS[413]
        if scope["method"] not in SAFE_METHODS and not self._is_own_form(headers):
            return Fault(
                403, "Not sent from here", "Only forms on this site’s own pages can change anything here."
            )
        return None

    def _is_own_form(self, headers: Headers) -> bool:
        site = headers.get("sec-fetch-site")
        if site is not None:
            return site == "same-origin"
        origin = headers.get("origin", "")
        if self.is_local:
            return _hostname(origin) in LOOPBACK and origin.endswith("//" + headers["host"])
        return origin == self.origin

    def _sender(self, send: Send) -> Send:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                held = {name for name, _ in message["headers"]}
                message["headers"].extend(pair for pair in self.headers if pair[0] not in held)
            await send(message)

        return with_headers


def _hostname(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def _is_text(raw: bytes) -> bool:
    """Whether it is UTF-8 without control characters once its escapes are undone."""
    try:
        return min(unquote_to_bytes(raw).decode(), default="~") >= " "
    except UnicodeDecodeError:
        return False


def _length(headers: Headers) -> int:
    length = headers.get("content-length", "")
    return int(length) if length.isdecimal() and len(length) < 20 else 0


def _headers(*, https: bool) -> list[tuple[bytes, bytes]]:
    pairs = {
        "content-security-policy": POLICY,
        "referrer-policy": "same-origin",
        "x-content-type-options": "nosniff",
        "cross-origin-opener-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
        "cache-control": "no-store",
    }
    if https:
        pairs["strict-transport-security"] = "max-age=31536000"
    return [(name.encode(), value.encode()) for name, value in pairs.items()]
