"""Visitors who play over real connections, and remember every line the server said was kept."""

import random
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from app.commands.project import Project
from app.scenarios.engine import is_finished, offered, start, step
from app.scenarios.scenario import Scenario
from app.settings import Settings
from tests.faults.conftest import PLANTED
from tests.serving import ROOT, Server

FORM = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Sec-Fetch-Site": "same-origin",
    "User-Agent": PLANTED,
}
PATIENCE = 20.0


def shipped_scenario() -> Scenario:
    project = Project(Settings.read(needs_secret=False, content_dir=Path(ROOT)))
    return project.scenarios.scenarios["the-printer-that-isnt-ours"]


@dataclass(frozen=True, order=True)
class Step:
    attempt: str
    turn: int
    scene: str
    choice: str | None


@dataclass
class Player:
    """Plays one attempt after another until the connection breaks."""

    server: Server
    scenario: Scenario
    chance: random.Random
    kept: list[Step] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    cookie: str = ""

    def play(self, stop: threading.Event) -> None:
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
        try:
            while not stop.is_set():
                self._attempt(connection, stop)
        except (OSError, HTTPException):
            pass  # the server is gone: what it had not answered, it had not promised
        finally:
            connection.close()

    def _attempt(self, connection: HTTPConnection, stop: threading.Event) -> None:
        begun = self._post(connection, f"/practice/{self.scenario.id}/attempts", {})
        attempt = begun.removeprefix("/play/").partition("?")[0]
        state, turn = start(self.scenario), 0
        while not is_finished(self.scenario, state) and not stop.is_set():
            choices = offered(self.scenario, state)
            choice = self.chance.choice(choices).id if choices else None
            said = Step(attempt, turn, state.scene, choice)
            self._say(connection, said)
            state, turn = step(self.scenario, state, choice), turn + 1

    def _say(self, connection: HTTPConnection, said: Step) -> None:
        form = {"turn": str(said.turn), "scene": said.scene}
        if said.choice is None:
            reply = self._post(connection, f"/play/{said.attempt}/continue", form)
        else:
            reply = self._post(connection, f"/play/{said.attempt}/choices", {**form, "choice": said.choice})
        if reply.partition("/debrief")[0] == f"/play/{said.attempt}":
            self.kept.append(said)
        else:
            self.strange.append(f"{said}: {reply}")

    def _post(self, connection: HTTPConnection, path: str, form: dict[str, str]) -> str:
        headers = {**FORM, "Cookie": self.cookie}
        connection.request("POST", path, body=urlencode(form), headers=headers)
        reply = connection.getresponse()
        reply.read()
        if made := re.match(r"session=[^;]+", reply.headers.get("Set-Cookie", "")):
            self.cookie = made[0]
        if reply.status != 303:
            self.strange.append(f"{path}: {reply.status}")
        return reply.headers.get("Location", "")


class Crowd:
    """Players on threads of their own."""

    def __init__(self, server: Server, scenario: Scenario, seed: int, size: int = 6) -> None:
        self.players = [Player(server, scenario, random.Random(f"{seed}/{n}")) for n in range(size)]
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=player.play, args=(self._stop,)) for player in self.players]

    def __enter__(self) -> "Crowd":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(PATIENCE)

    @property
    def kept(self) -> Iterator[Step]:
        return (step for player in self.players for step in player.kept)

    @property
    def strange(self) -> list[str]:
        return [words for player in self.players for words in player.strange]
