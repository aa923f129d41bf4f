"""The site on a real port, served by a thread of the test's own process, so that a test can hold its database."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.client import HTTPConnection, HTTPResponse
from typing import Any
from urllib.parse import urlencode

import uvicorn
from fastapi import FastAPI

from app.scenarios.scenario import Scenario
from tests.faults.playing import FORM, PATIENCE, shipped_scenario
from tests.serving import free_port

LESSON = "/learn/four-chairs/a-path-not-a-wall"


class Visitor:
    """A browser: one connection, one cookie, and one attempt at its first line."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self._cookie = ""
        self.attempt = ""

    def get(self, path: str) -> int:
        return self._ask("GET", path).status

    def begin(self) -> None:
        self.attempt = self._post(f"/practice/{_scenario().id}/attempts", {})[1]

    def say(self) -> tuple[int, str]:
        """Status and address of the reply to the first line."""
        scene = _scenario().scenes[_scenario().start]
        form = {"turn": "0", "scene": scene.id, "choice": scene.choices[0].id}
        return self._post(f"{self.attempt}/choices", form)

    def close(self) -> None:
        self._connection.close()

    def _post(self, path: str, form: dict[str, str]) -> tuple[int, str]:
        reply = self._ask("POST", path, urlencode(form))
        return reply.status, reply.headers.get("Location", "")

    def _ask(self, method: str, path: str, body: str | None = None) -> HTTPResponse:
        headers = {**FORM, "Cookie": self._cookie, "Host": "127.0.0.1:8000"}
        self._connection.request(method, path, body=body, headers=headers)
        reply = self._connection.getresponse()
        reply.read()
        if made := re.match(r"session=[^;]+", reply.headers.get("Set-Cookie", "")):
            self._cookie = made[0]
        return reply


@cache
def _scenario() -> Scenario:
    return shipped_scenario()


@contextmanager
def served(site: FastAPI, **options: Any) -> Iterator[int]:
    """The port it answers on."""
    port = free_port()
    config = uvicorn.Config(site, port=port, loop="asyncio", log_level="error", **options)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            threading.Event().wait(0.01)
        yield port
    finally:
        server.should_exit = True
        thread.join()
