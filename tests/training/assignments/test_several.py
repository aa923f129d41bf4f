"""Something set for several groups at once: one assignment each, by each workplace’s clock, all or none."""

import pytest
from sqlalchemy import func, select

from app.learners.who import Role, Who
from app.training.access import groups_led
from app.training.assignments.models import ASSIGNMENT
from app.training.groups.actions.groups import make_group
from app.training.groups.actions.workplaces import make_workplace, name_trainer
from tests.practice.playing import content, settings
from tests.training.assignments.group import Group
from tests.training.cast import Part
from tests.training.led import words

__all__ = ["content", "settings"]


@pytest.fixture
def far(led: Group) -> str:
    """A group of the same lead in New York, which nobody has joined."""
    lead = Who(subject_id=led.people.subjects[Part.LEAD], role=Role.TRAINER)
    admin, now = Who(subject_id=led.people.subjects[Part.ADMIN], role=Role.ADMIN), led.clock()
    with led.database.write() as db:
        place = make_workplace(db, who=admin, title="Pier", time_zone="America/New_York", now=now)
        name_trainer(db, who=admin, workplace_id=place, subject_id=lead.subject_id or "", now=now)
        return make_group(db, who=lead, workplace_id=place, title="Dock", now=now)


def count(group: Group) -> int:
    with group.database.read() as db:
        return int(db.execute(select(func.count()).select_from(ASSIGNMENT)).scalar_one())


def test_from_all_groups_those_that_are_ticked_get_it(led: Group, far: str) -> None:
    page = words(led.lead.get("/teach/assignments/new").text)
    assert "For all of Dock Pier" in page
    assert "Spring Harbor" in page
    before = count(led)
    reply = led.lead.post("/teach/assignments", data=led.form(groups=[far, led.people.group]))
    assert reply.headers["location"] == "/teach?notice=assignments-set&n=2"
    assert "Set for 2 groups." in led.lead.get(reply.headers["location"]).text
    assert count(led) == before + 2
    with led.database.read() as db:
        dues = db.execute(select(ASSIGNMENT.c.due_on, ASSIGNMENT.c.due_hour, ASSIGNMENT.c.time_zone)).all()
    assert {tuple(one) for one in dues} >= {
        ("2026-03-19", "17:00", "Europe/Berlin"),
        ("2026-03-19", "17:00", "America/New_York"),
    }
    assert "Thursday 19 March" in words(led.member.get("/today").text)


def test_from_a_group_some_of_it_and_all_of_another(led: Group, far: str) -> None:
    page = led.lead.get(f"{led.url}/assignments/new").text
    assert f'name="groups" value="{far}"' in page
    assert f'name="groups" value="{led.people.group}"' not in page
    form = led.form(whom="some", people=[led.member_id], groups=[far])
    assert led.lead.post(f"{led.url}/assignments", data=form).headers["location"].endswith("n=2")
    with led.database.read() as db:
        rows = db.execute(select(ASSIGNMENT.c.group_id, ASSIGNMENT.c.everybody)).all()
    assert (far, True) in {tuple(one) for one in rows}
    assert (led.people.group, False) in {tuple(one) for one in rows}


def test_where_one_is_refused_nothing_is_set_for_any(led: Group, far: str) -> None:
    before = count(led)
    stranger = led.people.subjects[Part.MEMBER_ELSEWHERE]
    form = led.form(whom="some", people=[stranger], groups=[far])
    reply = led.lead.post(f"{led.url}/assignments", data=form)
    assert (reply.status_code, "Choose somebody who is in the group." in words(reply.text)) == (409, True)
    assert led.lead.post("/teach/assignments", data=led.form(groups=[far, "x"])).status_code == 422
    none = led.lead.post("/teach/assignments", data=led.form())
    assert (none.status_code, "Choose at least one group." in words(none.text)) == (422, True)
    assert count(led) == before


def test_a_past_date_is_asked_about_for_each_by_its_own_clock(led: Group, far: str) -> None:
    """10:30 on that day is past in Berlin, and not yet in New York."""
    led.clock.advance(hours=2)
    form = led.form(on="2026-03-02", hour="10:30", groups=[far, led.people.group])
    reply = led.lead.post("/teach/assignments", data=form)
    assert reply.status_code == 422
    assert "Spring: That is past: due at once for one person?" in words(reply.text)
    assert "Dock:" not in words(reply.text)
    assert f'value="{far}" checked' in reply.text
    assert led.lead.post("/teach/assignments", data={**form, "sure": "1"}).status_code == 303


def test_hundreds_of_people_can_be_ticked(led: Group) -> None:
    people = [led.member_id] * 500
    assert (
        led.lead.post(f"{led.url}/assignments", data=led.form(whom="some", people=people)).status_code == 303
    )


def test_whoever_leads_nothing_hears_so(led: Group) -> None:
    browser = led.people.browsers[Part.TRAINER_BESIDE]
    assert "You lead no group yet." in words(browser.get("/teach/assignments/new").text)
    with led.database.read() as db:
        who = Who(subject_id=led.people.subjects[Part.TRAINER_BESIDE], role=Role.TRAINER)
        assert groups_led(db.connection(), who) == []
