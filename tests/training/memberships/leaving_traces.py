"""A member who leaves a trace of every kind, in words that stand nowhere else, and every page of their lead."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from typing import Any

from fastapi import FastAPI
from sqlalchemy import Table, insert, select
from starlette.testclient import TestClient

from app.db import Database
from app.migrations.tables import metadata
from app.practice.attempts.models import CHOICE_TAKEN
from app.record.models import ATTEMPT, LESSON_PROGRESS
from app.web.site import site_of
from tests.learners.rows import Filler
from tests.practice.playing import Player, begin
from tests.route_list import addresses
from tests.training.cast import Cast, Part

LESSON, SCENARIO = "a-path-not-a-wall", "the-printer-that-isnt-ours"
TAKEN_BACK = "That’s the print team, third floor. Ask for Ravi"
SAID = "Not ours, but don’t go yet. The one who has it is a call away."
TRIED_AGAIN = "Nine times out of ten it’s only the tray."
SEARCHED = "zebracrossing"
NEVER = "01KSZZZZZZZZZZZZZZZZZZZZZZ"


@dataclass
class Traces:
    """What one member does, and who leads them. `wrote` are the texts that a fill of their tables has put in."""

    people: Cast
    site: FastAPI
    database: Database
    now: datetime
    part: Part = Part.MEMBER
    wrote: dict[str, set[str]] = field(default_factory=dict)

    @property
    def member(self) -> TestClient:
        return self.people.browsers[self.part]

    @property
    def subject(self) -> str:
        return self.people.subjects[self.part]

    def pages(self) -> dict[str, str]:
        """By address: whatever a lead can open below /teach, with this member where a page is about one."""
        names = {
            "group_id": self.people.group,
            "assignment_id": self.people.assignment,
            "subject_id": self.subject,
            "scenario": SCENARIO,
        }
        lead, found = self.people.browsers[Part.LEAD], {}
        for method, path in addresses(self.site):
            if method == "GET" and path.startswith("/teach"):
                url = path.format_map(Names(names))
                found[url] = f"{(reply := lead.get(url)).status_code} {reply.text}"
        return found

    def everything(self) -> str:
        """But for boards, which hold all lines of a conversation, whoever has said any."""
        return unescape("".join(page for url, page in self.pages().items() if "/scenarios" not in url))

    def boards(self) -> dict[str, str]:
        return {url: page for url, page in self.pages().items() if "/scenarios" in url or "/questions" in url}

    def play(self) -> None:
        """To its end; the first line is taken back."""
        player = begin(self.member, SCENARIO)
        player.play("third-floor")
        player.take_back()
        player.play("call")
        while (form := player.hidden()) and "scene" in form:
            lines = player.lines()
            reply = player.say(lines[0]) if lines else player.go_on()
            assert reply.status_code == 303
        assert "See the debrief" in Player(self.member, player.url).page()

    def answer(self) -> str:
        """The words of the option."""
        lesson = site_of(self.site).content.current.lessons.lessons[LESSON]
        question = lesson.question(lesson.key.questions[0].id)
        assert question
        form = {"check": question.id, "option": question.options[0].id}
        reply = self.member.post(f"/learn/four-chairs/{LESSON}/answers", data=form)
        assert reply.status_code == 303, reply.text
        return question.options[0].words

    def fill(self, name: str) -> None:
        """A row in a table, with texts that stand nowhere else, about what they have really done."""
        table = metadata.tables[name]
        with self.database.write() as db:
            filler = Filler(db, self.subject, self.now)
            filler.mark = "planted"
            for known in (ATTEMPT, LESSON_PROGRESS):
                row = db.execute(select(known).where(known.c.subject_id == self.subject)).first()
                assert row
                filler.rows[known.name] = dict(row._mapping)
            self.wrote[name] = _texts(table, filler.fill(table))

    def try_again(self) -> None:
        """A replay of the conversation, with another line in it."""
        with self.database.write() as db:
            mine = select(ATTEMPT).where(ATTEMPT.c.subject_id == self.subject)
            whole = dict(db.execute(mine).one()._mapping)
            again = {"subject_id": self.subject, "attempt_id": "planted-again"}
            db.execute(insert(ATTEMPT).values({**whole, "id": "planted-again", "is_replay": True}))
            line = {"turn": 0, "scene": "desk", "choice": "look", "order_shown": "", "at": self.now}
            db.execute(insert(CHOICE_TAKEN).values({**again, **line}))
            db.execute(
                insert(metadata.tables["replay"]).values(
                    {**again, "source_id": whole["id"], "shared": 0, "at": self.now}
                )
            )


class Names(dict[str, str]):
    """What an address names beside these was never there."""

    def __missing__(self, name: str) -> str:
        return NEVER


def _texts(table: Table, row: Mapping[str, Any]) -> set[str]:
    return {value for value in row.values() if isinstance(value, str) and value.startswith(f"{table.name}.")}
