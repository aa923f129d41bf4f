"""A group in a small site whose files can be edited, with two leads and a member, and something set for it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
from sqlalchemy import select
from starlette.testclient import TestClient

from app.db import Database
from app.events.queries import log_page
from app.events.sentences import sentence
from app.learners.who import Role, Who
from app.training.assignments.models import ASSIGNMENT, ASSIGNMENT_ITEM, OBLIGATION
from app.training.groups.actions.groups import add_lead
from tests.conftest import Clock
from tests.lessons import folders
from tests.practice.playing import HOME, LADDER
from tests.training.cast import Cast, Part
from tests.training.led import Led, words

MODULE = "module:not-my-department"
UNCOUNTED = {"sequence", "edits", "edited_at", "edited_by", "changed_at"}
"""Columns that say how often something was changed, and not what it is."""


@dataclass
class Group(Led):
    clock: Clock
    database: Database
    content: Path

    def form(self, **changed: Any) -> dict[str, Any]:
        return {**self.people.setting, "target": f"scenario:{LADDER}", **changed}

    def set(self, **changed: Any) -> str:
        """The address of what was set."""
        reply = self.lead.post(f"{self.url}/assignments", data=self.form(**changed))
        assert reply.status_code == 303, words(reply.text)
        return str(reply.headers["location"].partition("?")[0])

    def do(self, url: str, **form: str) -> httpx2.Response:
        """Something that is done at once."""
        reply = self.lead.post(url, data={"sure": "1", **form})
        assert reply.status_code == 303, words(reply.text)
        return reply

    @property
    def member_id(self) -> str:
        return self.people.subjects[Part.MEMBER]

    @property
    def other_lead(self) -> TestClient:
        """A second lead of the same group, called Somebody Trainer_Beside."""
        other = self.people.subjects[Part.TRAINER_BESIDE]
        who = Who(subject_id=self.people.subjects[Part.LEAD], role=Role.TRAINER)
        with self.database.write() as db:
            add_lead(db, who=who, group_id=self.people.group, subject_id=other, now=self.clock())
        return self.people.browsers[Part.TRAINER_BESIDE]

    def joined(self, part: Part = Part.LEARNER) -> TestClient:
        """One more member."""
        self.people.browsers[part].post(f"/join/{self.people.code}", data={})
        return self.people.browsers[part]

    def kept(self) -> list[list[dict[str, Any]]]:
        """What is set and owed, as it is kept, but for how often it was changed."""
        with self.database.read() as db:
            return [
                sorted(
                    (
                        {name: value for name, value in row._mapping.items() if name not in UNCOUNTED}
                        for row in db.execute(select(table))
                    ),
                    key=repr,
                )
                for table in (ASSIGNMENT, ASSIGNMENT_ITEM, OBLIGATION)
            ]

    def log(self) -> list[str]:
        """The sentences of what happened last, the latest first."""
        with self.database.read() as db:
            return [sentence(one.event) for one in log_page(db.connection()).events]

    def module(
        self, *, lessons: str = "an-earlier-lesson, helpful-within-limits", scenarios: str = ""
    ) -> None:
        """The module as its file has it from now on."""
        listed = scenarios or f"{LADDER}, {HOME}"
        text = f"title: Not mine\nsummary: Help.\nlessons: [{lessons}]\nscenarios: [{listed}]"
        folders.write(self.content / "lessons", {"not-my-department/module.md": folders.front_matter(text)})


def ready(people: Cast, clock: Clock, database: Database, content: Path) -> Group:
    found = Group(people, clock, database, content)
    found.do(f"{found.url}/assignments/{people.assignment}/withdraw")
    return found
