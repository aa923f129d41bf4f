"""First answers of a group, of a workplace and of the site: what a plain recount finds, after any history."""

from datetime import datetime
from random import Random

import pytest
from fastapi import FastAPI
from sqlalchemy import select
from starlette.testclient import TestClient

from app.board.item_analysis import FirstAnswer
from app.db import Database
from app.learners.who import Role, Who
from app.training.board.queries import group_answers, site_answers, workplace_answers
from app.training.groups.actions.codes import make_code
from app.training.groups.actions.groups import make_group
from app.training.groups.actions.workplaces import make_workplace
from app.training.memberships.actions import join
from app.training.models import TRAINING_GROUP
from app.web.site import site_of
from tests.training.board.group import Group
from tests.training.led import words

LESSON = "a-path-not-a-wall"


def workplace_of(group: Group) -> str:
    with group.database.look() as connection:
        g = TRAINING_GROUP.c
        return str(connection.scalar(select(g.workplace_id).where(g.id == group.id)))


def beside(group: Group, workplace: str) -> tuple[str, str]:
    """Another group, there: its id, and a code to join it."""
    who = Who(subject_id=group.lead, role=Role.TRAINER)
    with group.database.write() as db:
        made = make_group(db, who=who, workplace_id=workplace, title="Beside", now=group.moment)
        return made, make_code(db, who=who, group_id=made, days=365, most_uses=99, now=group.moment)


def elsewhere(group: Group) -> str:
    with group.database.write() as db:
        admin = Who(subject_id=group.lead, role=Role.ADMIN)
        return make_workplace(db, who=admin, title="Mountain", time_zone="UTC", now=group.moment)


def test_any_history(database: Database, group: Group) -> None:
    chance = Random(5)
    here, there = workplace_of(group), elsewhere(group)
    codes = {"one": group.code, "two": beside(group, here)[1], "far": beside(group, there)[1]}
    people = [group.somebody() for _ in range(10)]
    joined: dict[tuple[str, str], tuple[datetime, bool]] = {}
    firsts: dict[tuple[str, str], tuple[datetime, str]] = {}
    for _ in range(90):
        who, where, check = chance.choice(people), chance.choice(list(codes)), chance.choice("ab")
        if chance.random() < 0.25 and (who, where) not in joined:
            shows = chance.random() < 0.4
            with database.write() as db:
                join(db, subject_id=who, code=codes[where], shows_earlier=shows, now=group.later())
            joined[who, where] = (group.moment, shows)
        else:
            option = chance.choice("xyz")
            group.answer(who, LESSON, check, option)
            firsts.setdefault((who, check), (group.moment, option))

    def seen(*groups: str) -> list[FirstAnswer]:
        return sorted(
            FirstAnswer(who, LESSON, check, option)
            for (who, check), (at, option) in firsts.items()
            if any(
                (who, one) in joined and (joined[who, one][1] or at >= joined[who, one][0]) for one in groups
            )
        )

    with database.look() as connection:
        assert sorted(group_answers(connection, group.id)) == seen("one")
        assert sorted(workplace_answers(connection, here)) == seen("one", "two")
        assert sorted(workplace_answers(connection, there)) == seen("far")
        assert len(site_answers(connection)) == len(firsts)
    assert seen("one") != seen("one", "two") != seen("one", "two", "far")


def test_an_author_chooses_whose_answers_and_finds_words_to_act_on(
    site: FastAPI, lead: TestClient, group: Group
) -> None:
    check = next(iter(site_of(site).content.current.lessons.lessons[LESSON].questions))
    wrong = next(option for option in check.options if not option.best)
    _, code = beside(group, workplace_of(group))
    for _ in range(3):
        group.answer(group.member(), LESSON, check.id, wrong.id)
        there = group.somebody()
        with group.database.write() as db:
            join(db, subject_id=there, code=code, shows_earlier=False, now=group.later())
        group.answer(there, LESSON, check.id, wrong.id)
    assert "Needs five people; three have answered." in words(
        lead.get(f"/teach/groups/{group.id}/questions").text
    )
    url = f"/author/lessons/questions?workplace={workplace_of(group)}"
    assert url in lead.get(f"/teach/groups/{group.id}/questions").text
    page = words(lead.get(url).text)
    assert "0 of 6 chose the best answer at first." in page
    assert "More people choose this one than the best: the lesson may not say yet why it is wrong." in page
    assert 'aria-current="true"><bdi>Harbor' in lead.get(url).text
    assert url in lead.get("/author/lessons/questions").text
    assert "/author/lessons/questions" in lead.get("/today").text.partition("</main>")[2]


@pytest.mark.parametrize("of", ["another", "nobody"])
def test_a_workplace_of_others_is_that_of_one_that_is_not_there(
    lead: TestClient, group: Group, of: str
) -> None:
    name = elsewhere(group) if of == "another" else "01ARZ3NDEKTSV4RRFFQ69G5FAV"
    reply = lead.get(f"/author/lessons/questions?workplace={name}")
    assert reply.status_code == 404
    assert "Mountain" not in reply.text
