"""A lead at the list of a group of theirs, in which there is nobody yet."""

import re
from dataclasses import dataclass
from datetime import datetime
from html import unescape

import httpx2
from sqlmodel import update
from starlette.testclient import TestClient

from app.db import Database
from app.learners.models import LEARNER
from tests.training.cast import Cast, Part

ROWS = "name,address,number\nDana Ørsted,dana@example.org,17\nBo Li,bo@example.org,18\n"


@dataclass
class Roster:
    """The lead’s browser at the list of their group."""

    browser: TestClient
    people: Cast
    group: str

    @property
    def url(self) -> str:
        return f"/teach/groups/{self.group}/roster"

    def send(self, text: str = "", file: bytes | None = None) -> httpx2.Response:
        """As browsers send the form: a file that was not chosen has no name and no bytes."""
        named, content = ("list.csv", file) if file is not None else ("", b"")
        head = 'Content-Disposition: form-data; name="{}"{}\r\n\r\n'
        parts = [
            head.format("text", "").encode() + text.replace("\n", "\r\n").encode(),
            head.format("file", f'; filename="{named}"').encode() + content,
        ]
        body = b"".join(b"--edge\r\n" + part + b"\r\n" for part in parts) + b"--edge--\r\n"
        kind = {"Content-Type": "multipart/form-data; boundary=edge"}
        return self.browser.post(f"{self.url}/imports", content=body, headers=kind)

    def sent(self, text: str) -> str:
        """The address of its review."""
        reply = self.send(text)
        assert reply.status_code == 303, words(reply)
        return str(reply.headers["location"])

    def apply(self, text: str, **fields: object) -> None:
        assert self.browser.post(f"{self.sent(text)}/apply", data=fields).status_code == 303

    def read(self, url: str = "") -> str:
        reply = self.browser.get(url or self.url)
        assert reply.status_code == 200, words(reply)
        return words(reply)

    def entry(self, name: str) -> str:
        """The address of an entry’s page."""
        page = self.browser.get(self.url).text
        found = [
            link
            for link, who in re.findall(r'href="([^"]+/people/[^"]+)">[^<]*<span class="vh">([^<]*)', page)
            if unescape(who) == name
        ]
        return str(found[0])

    def following(self, reply: httpx2.Response) -> str:
        return self.read(reply.headers["location"])


def words(reply: httpx2.Response) -> str:
    """What a page says, without its marks."""
    return plain(reply.text)


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def place(people: Cast) -> Roster:
    browser = people.browsers[Part.LEAD]
    made = browser.post("/teach/groups", data={"workplace": people.workplace, "title": "Days"})
    return Roster(browser, people, made.headers["location"].split("/")[3])


def link_to(roster: Roster, title: str) -> str:
    """The path of a new personal link."""
    page = roster.browser.post(f"{roster.entry(title)}/link")
    assert page.status_code == 200
    return str(re.findall(r'value="http://127.0.0.1:8000(/join/[^"]+)"', page.text)[0])


def prove(database: Database, people: Cast, address: str, at: datetime | None) -> None:
    """The learner’s address is another one, and proved to be theirs if there is a moment for it."""
    mine = LEARNER.c.subject_id == people.subjects[Part.LEARNER]
    with database.write() as db:
        db.execute(update(LEARNER).where(mine).values(email=address, email_proved_at=at))
