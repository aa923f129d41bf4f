"""A site with two small scenarios, and what a person does in them: the same one as the home page’s and another."""

import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import httpx2
import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from app.db import Database
from app.practice.attempts.attempt import AttemptKey
from app.record.models import ATTEMPT
from app.scenarios.format.scenario_file import read_stored
from app.scenarios.scenario import Scenario
from app.settings import Settings
from tests.lessons import folders

SOURCE = (Path(__file__).parent / "the-ladder.md").read_text(encoding="utf-8")
LADDER, HOME = "the-ladder", "maras-folder"
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


def scenario() -> Scenario:
    found = read_stored(LADDER, SOURCE.encode())
    assert found
    return found


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The folder that holds this site’s lessons/ and scenarios/."""
    folder = tmp_path / "content"
    lessons = folders.SOUND | {
        "not-my-department/module.md": folders.front_matter(
            "title: Not mine\nsummary: Help.\nlessons: [an-earlier-lesson, helpful-within-limits]\n"
            f"scenarios: [{LADDER}, {HOME}]"
        )
    }
    folders.write(folder / "lessons", lessons)
    (folder / "scenarios").mkdir()
    for name in (LADDER, HOME):
        (folder / "scenarios" / f"{name}.md").write_text(SOURCE, encoding="utf-8")
    return folder


@pytest.fixture
def settings(database_url: str, tmp_path: Path, content: Path) -> Settings:
    return Settings.read(
        database_url=database_url,
        secret="only-for-tests-only-for-tests-only-for-tests",
        content_dir=content,
        cache_dir=tmp_path / "cache",
        erasures_file=tmp_path / "site.erasures",
        reload=True,
        port=8000,
    )


@dataclass
class Player:
    """Somebody in an attempt, in a browser without JavaScript."""

    browser: TestClient
    url: str

    @property
    def attempt(self) -> str:
        return self.url.removeprefix("/play/")

    def page(self, url: str = "") -> str:
        reply = self.browser.get(url or self.url)
        assert reply.status_code == 200, reply.text
        return unescape(reply.text)

    def hidden(self, page: str = "") -> dict[str, str]:
        """What the page’s form carries along: turn and scene."""
        return dict(re.findall(r'name="(turn|scene)" value="([^"]*)"', page or self.page()))

    def lines(self) -> list[str]:
        return re.findall(r'name="choice" value="([^"]*)"', self.page())

    def post(self, what: str, /, **fields: str) -> httpx2.Response:
        return self.browser.post(f"{self.url}/{what}", data=fields)

    def say(self, choice: str, **fields: str) -> httpx2.Response:
        return self.post("choices", **{**self.hidden(), "choice": choice, **fields})

    def go_on(self) -> httpx2.Response:
        return self.post("continue", **self.hidden())

    def take_back(self) -> httpx2.Response:
        return self.post("take-back", turn=self.hidden()["turn"])

    def play(self, *steps: str) -> None:
        """Each step a choice’s id, or “>” for Continue."""
        for step in steps:
            reply = self.go_on() if step == ">" else self.say(step)
            assert reply.headers["location"] == self.url


def begin(browser: TestClient, name: str = LADDER) -> Player:
    reply = browser.post(f"/practice/{name}/attempts")
    assert reply.status_code == 303
    return Player(browser, reply.headers["location"])


def key_of(database: Database, player: Player) -> AttemptKey:
    """Whose attempt it is, and which."""
    with database.read() as db:
        subjects = db.scalars(select(ATTEMPT.c.subject_id).where(ATTEMPT.c.id == player.attempt))
        return AttemptKey(subjects.one(), player.attempt)


def notice_of(reply: httpx2.Response) -> str:
    """The name of the sentence that a redirect asks for; empty where it asks for none."""
    assert reply.status_code == 303, reply.text
    return reply.headers["location"].partition("?notice=")[2]
