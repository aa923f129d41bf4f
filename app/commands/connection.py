"""What a connection may cost: the time to send a head and a body, to be silent, and to take what is sent to it.

uvicorn waits for ever for the rest of a head or a body, and holds as many connections as there are files. Here
a connection that keeps us waiting for too long is closed; past the bound, the one that has kept us waiting for
longest makes room for a new one; and a request past the bound of those in hand hears 503 at once.
"""

from asyncio import AbstractEventLoop, TimerHandle, Transport
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from uvicorn import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

HEAD_BYTES = 64 * 1024
FAREWELL_SECONDS = 2.0
"""How long we listen on after a refusal: who closes at once takes back what the other has not read yet."""
BUSY = b"503 Service Unavailable\r\nretry-after: 2"
TOO_LONG = b"431 Request Header Fields Too Large"
TOO_SLOW = b"408 Request Timeout"


@dataclass(frozen=True)
class Limits:
    """Seconds for each phase, and how many connections and requests at once, in one process."""

    head: float
    body: float
    idle: float
    connections: int
    requests: int


class ServerConfig(Config):
    """uvicorn’s, with what connections may cost."""

    limits: Limits


class Phase(Enum):
    """What a connection is at; in all but REPLY it is the client that we wait for."""

    HEAD = auto()
    BODY = auto()
    REPLY = auto()
    IDLE = auto()
    FAREWELL = auto()


class Connection(HttpToolsProtocol):
    """One client’s; `since` is when its phase began, by the loop’s clock."""

    config: ServerConfig

    def __init__(
        self,
        config: ServerConfig,
        server_state: Any,
        app_state: dict[str, Any],
        _loop: AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.limits = config.limits
        self.phase, self.since = Phase.HEAD, self.loop.time()
        self.head_bytes = 0
        self.unsent, self.unsent_since = 0, self.since
        self.was_read = False  # whether the loop has asked it for bytes yet
        self.watch: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > self.limits.connections and not self._make_room():
            self._say(BUSY)
            transport.close()
            return
        self._watch()
        self.loop.call_soon(self.loop.call_soon, self._read)

    def data_received(self, data: bytes) -> None:
        if self.phase is Phase.FAREWELL or self.transport.is_closing():
            return
        if self.phase is Phase.IDLE:
            self._enter(Phase.HEAD)
        super().data_received(data)
        if self.phase is Phase.HEAD:
            self.head_bytes += len(data)
            if self.head_bytes > HEAD_BYTES:
                self._refuse(TOO_LONG)

    def on_headers_complete(self) -> None:
        self._enter(Phase.BODY)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        super().on_message_complete()
        if self.phase is Phase.BODY:
            self._enter(Phase.IDLE if self.cycle.response_complete else Phase.REPLY)

    def on_response_complete(self) -> None:
        """A reply that came before the whole body leaves the body’s time running."""
        if self.phase is Phase.REPLY and not self.pipeline:
            self._enter(Phase.IDLE)
        super().on_response_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        if self.watch is not None:
            self.watch.cancel()
        super().connection_lost(exc)

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        most = self.limits.requests
        if len(self.tasks) >= most and sum(one.phase is Phase.REPLY for one in self._all()) >= most:
            cycle.scope["state"]["full"] = True  # the site says so in its own words
        super()._start_asgi_task(cycle, app)

    def _enter(self, phase: Phase) -> None:
        self.phase, self.since, self.head_bytes = phase, self.loop.time(), 0

    def _read(self) -> None:
        self.was_read = True

    def _all(self) -> "set[Connection]":
        return self.connections  # type: ignore[return-value]

    def _make_room(self) -> bool:
        """Close whoever has kept us waiting for longest, unless the bytes may lie there and we have not looked."""
        slow = [one for one in self._all() if one.phase is not Phase.REPLY and one.was_read]
        if slow:
            oldest = min(slow, key=lambda one: one.since)
            self.connections.discard(oldest)
            oldest.transport.abort()
        return bool(slow)

    def _watch(self) -> None:
        """Look again when this phase’s time is up, or any that may follow it unseen."""
        if self.watch is not None:
            self.watch.cancel()
        left = self.since + self._most() - self.loop.time()
        pace = max(0.01, min(left, self.limits.head, self.limits.body, self.limits.idle))
        self.watch = self.loop.call_later(pace, self._look)

    def _most(self) -> float:
        limits = self.limits
        return {
            Phase.HEAD: limits.head,
            Phase.BODY: limits.body,
            Phase.IDLE: limits.idle,
            Phase.REPLY: float("inf"),
            Phase.FAREWELL: FAREWELL_SECONDS,
        }[self.phase]

    def _look(self) -> None:
        """Until the connection is lost: has it kept us waiting for too long?"""
        now = self.loop.time()
        if self._takes_nothing(now):
            self.transport.abort()
        elif now >= self.since + self._most():
            self._time_is_up()
        self._watch()

    def _takes_nothing(self, now: float) -> bool:
        size = self.transport.get_write_buffer_size()
        if size == 0 or size < self.unsent:
            self.unsent_since = now
        self.unsent = size
        return size > 0 and now - self.unsent_since >= self.limits.body

    def _time_is_up(self) -> None:
        if self.phase is Phase.FAREWELL:
            self.transport.abort()
        elif (self.phase is Phase.HEAD and self.head_bytes) or (
            self.phase is Phase.BODY and not self.cycle.response_started
        ):
            self._refuse(TOO_SLOW)
        else:
            self.transport.close()

    def _refuse(self, status: bytes) -> None:
        """Say why, and close once the other has heard it."""
        if self.transport.is_closing():
            return
        self._say(status)
        self.transport.write_eof()
        self._enter(Phase.FAREWELL)
        self._watch()
        if self.cycle and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()

    def _say(self, status: bytes) -> None:
        head = (
            b"\r\ncontent-type: text/plain; charset=utf-8\r\ncache-control: no-store\r\nconnection: close\r\n"
        )
        words = status.partition(b"\r\n")[0] + b"\n"
        self.transport.write(b"HTTP/1.1 %b%bcontent-length: %d\r\n\r\n%b" % (status, head, len(words), words))
