"""A group with its lead and a member, and what they do in a browser."""

import re
from dataclasses import dataclass

from starlette.testclient import TestClient

from tests.training.cast import Cast, Part


@dataclass
class Led:
    people: Cast

    @property
    def lead(self) -> TestClient:
        return self.people.browsers[Part.LEAD]

    @property
    def member(self) -> TestClient:
        return self.people.browsers[Part.MEMBER]

    @property
    def url(self) -> str:
        return f"/teach/groups/{self.people.group}"


def words(page: str) -> str:
    """What stands on a page, without its marks."""
    main = re.search(r"<main.*?</main>", page, re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", main[0] if main else page).split())


def play(browser: TestClient, scenario: str = "the-printer-that-isnt-ours") -> None:
    """To the same ending in any order shown, by the line that comes first in the alphabet of ids each time."""
    url = browser.post(f"/practice/{scenario}/attempts", data={}).headers["location"].partition("?")[0]
    for _ in range(30):
        page = browser.get(url).text
        scene = re.search(r'name="scene" value="([^"]+)"', page)
        turn = re.search(r'name="turn" value="(\d+)"', page)
        if not scene or not turn:
            return
        choice = min(re.findall(r'name="choice" value="([^"]+)"', page), default="")
        form = {"scene": scene[1], "turn": turn[1], **({"choice": choice} if choice else {})}
        browser.post(f"{url}/{'choices' if choice else 'continue'}", data=form)
    raise AssertionError("the conversation does not end")
