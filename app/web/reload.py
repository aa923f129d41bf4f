"""`--reload`: an edit of content shows on the next request."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send


class Fresh:
    """Looks for edits before each request but those for static files, so that its own reply shows them."""

    def __init__(self, app: ASGIApp, refresh: Callable[[], None]) -> None:
        self.app = app
        self.refresh = refresh

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not scope["path"].startswith("/static/"):
            await run_in_threadpool(self.refresh)
        await self.app(scope, receive, send)
