"""Workplaces, groups, codes and joining, as the people concerned see them."""

import re
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from app.db import Database
from app.learners.models import LEARNER
from app.learners.who import Role
from tests.conftest import Browse, Clock
from tests.training.cast import Cast, Part, cast
from tests.training.crowd import join_crowd
from tests.training.led import play, words

DEAD = "This code does not work any more. Ask whoever gave it to you for a new one."


@pytest.fixture
def people(database: Database, browse: Browse, clock: Clock) -> Cast:
    return cast(database, browse, clock())


def settings_of(people: Cast) -> str:
    return f"/teach/groups/{people.group}/settings"


def new_code(people: Cast, *, days: str = "30", uses: str = "100") -> str:
    lead = people.browsers[Part.LEAD]
    lead.post(f"/teach/groups/{people.group}/code", data={"days": days, "uses": uses})
    found = re.search(r'class="spoken" lang="und">([^<]+)', lead.get(settings_of(people)).text)
    assert found
    return found[1]


def page_of(people: Cast, part: Part, url: str) -> str:
    return words(people.browsers[part].get(url).text)


def test_who_leads_and_what_is_seen_stands_there_before_anybody_joins(people: Cast) -> None:
    for part in (Part.NOBODY, Part.LEARNER):
        page = page_of(people, part, f"/join/{people.code}")
        assert "Somebody Lead leads it since 2 March 2026" in page
        assert "What leads see" in page and "What they never see" in page  # noqa: PT018
    assert "Join as Somebody Learner" in page
    assert "next=/join/" in people.browsers[Part.NOBODY].get(f"/join/{people.code}").text


def test_a_code_is_typed_in_any_way(people: Cast) -> None:
    typed = people.code.upper().replace("-", " ")
    reply = people.browsers[Part.LEARNER].get("/join", params={"code": typed})
    assert reply.headers["location"] == f"/join/{people.code}"


@pytest.mark.parametrize("why", ["unknown", "revoked", "over", "used up", "replaced"])
def test_a_code_that_does_not_work_says_the_same_whatever_the_reason(
    people: Cast, clock: Clock, why: str
) -> None:
    lead, code = people.browsers[Part.LEAD], people.code
    if why == "unknown":
        code = "zzzz-zzzz-zzzz"
    elif why == "revoked":
        lead.post(f"/teach/groups/{people.group}/code/revoke", data={})
    elif why == "over":
        clock.moment += timedelta(days=29, hours=23)
        assert people.browsers[Part.NOBODY].get(f"/join/{code}").status_code == 200
        clock.moment += timedelta(hours=1)
    elif why == "used up":
        code = new_code(people, uses="1")
        people.browsers[Part.MEMBER_ELSEWHERE].post(f"/join/{code}", data={})
    else:
        new_code(people)
    browser = people.browsers[Part.LEARNER if why != "over" else Part.NOBODY]
    assert browser.get(f"/join/{code}").status_code == 404
    assert DEAD in words(browser.get(f"/join/{code}").text)
    if why != "over":
        assert browser.post(f"/join/{code}", data={}).status_code == 404
        assert "You are in no group" in page_of(people, Part.LEARNER, "/groups")


def test_joining_twice_is_joining_once_and_uses_the_code_once(people: Cast) -> None:
    code, browser = new_code(people, uses="2"), people.browsers[Part.LEARNER]
    for _ in range(2):
        assert browser.post(f"/join/{code}", data={}).headers["location"] == "/groups?notice=joined"
    assert "You are in this group since 2 March 2026" in words(
        browser.get(f"/join/{code}").text
    ) or "you are in this group since 2 March 2026" in words(browser.get(f"/join/{code}").text)
    assert "for 1 more person" in page_of(people, Part.LEAD, settings_of(people))


def test_leaving_ends_all_view_and_coming_back_asks_again(people: Cast) -> None:
    member = people.browsers[Part.MEMBER]
    play(member)
    url = f"/teach/groups/{people.group}/people/{people.subjects[Part.MEMBER]}"
    assert "The printer that isn’t ours" in page_of(people, Part.LEAD, url)
    member.post(f"/groups/{people.group}/leave", data={})
    assert people.browsers[Part.LEAD].get(url).status_code == 404
    assert "Somebody Member" not in page_of(people, Part.LEAD, f"/teach/groups/{people.group}")
    assert "people have left" in page_of(people, Part.LEAD, f"/teach/groups/{people.group}")
    assert "Finished" in member.get("/practice").text or "ending" in member.get("/practice").text
    assert "Join as Somebody Member" in page_of(people, Part.MEMBER, f"/join/{people.code}")
    member.post(f"/join/{people.code}", data={})
    assert people.browsers[Part.LEAD].get(url).status_code == 200


def test_what_came_before_is_shown_only_where_the_learner_says_so(people: Cast, clock: Clock) -> None:
    browser = people.browsers[Part.LEARNER]
    play(browser)
    clock.advance(minutes=5)
    browser.post(f"/join/{people.code}", data={})
    url = f"/teach/groups/{people.group}/people/{people.subjects[Part.LEARNER]}"
    assert "earlier lines and answers are theirs alone" in page_of(people, Part.LEAD, url)
    assert "The printer that isn’t ours" not in page_of(people, Part.LEAD, url)
    browser.post(f"/groups/{people.group}/earlier", data={"earlier": "1"})
    assert "The printer that isn’t ours" in page_of(people, Part.LEAD, url)
    browser.post(f"/groups/{people.group}/earlier", data={})
    assert "The printer that isn’t ours" not in page_of(people, Part.LEAD, url)


def test_a_lead_names_another_trainer_of_the_workplace_and_no_other(people: Cast) -> None:
    lead, url = people.browsers[Part.LEAD], f"/teach/groups/{people.group}/leads"
    lead.post(url, data={"subject": people.subjects[Part.TRAINER_BESIDE]})
    assert "Spring" in page_of(people, Part.TRAINER_BESIDE, "/teach")
    assert "Somebody Trainer_Beside leads it since" in page_of(people, Part.MEMBER, "/groups")
    for part in (Part.TRAINER_ELSEWHERE, Part.LEARNER, Part.ADMIN, Part.DEMOTED_LEAD):
        assert lead.post(url, data={"subject": people.subjects[part]}).status_code == 409


def test_a_group_keeps_a_lead_who_is_a_trainer(people: Cast) -> None:
    lead, mine = people.browsers[Part.LEAD], people.subjects[Part.LEAD]
    url = f"/teach/groups/{people.group}/leads/remove"
    for gone in ("", people.subjects[Part.DEMOTED_LEAD]):
        if gone:
            assert lead.post(url, data={"subject": gone}).status_code == 303
        refused = lead.post(url, data={"subject": mine})
        assert refused.status_code == 409
        assert "Name another lead first" in words(refused.text)
    lead.post(f"/teach/groups/{people.group}/leads", data={"subject": people.subjects[Part.TRAINER_BESIDE]})
    assert lead.post(url, data={"subject": mine}).headers["location"].startswith("/teach?")
    assert lead.get(f"/teach/groups/{people.group}").status_code == 404


def test_demoted_somebody_leads_nothing_and_promoted_again_they_do(people: Cast, database: Database) -> None:
    browser, subject = people.browsers[Part.LEAD], people.subjects[Part.LEAD]
    for role, status in ((Role.LEARNER, 403), (Role.TRAINER, 200)):
        with database.write() as db:
            db.execute(LEARNER.update().where(LEARNER.c.subject_id == subject).values(role=role))
        assert browser.get(f"/teach/groups/{people.group}").status_code == status


def test_an_admin_sees_counts_and_lines_only_as_a_lead_which_members_see(people: Cast) -> None:
    admin: TestClient = people.browsers[Part.ADMIN]
    page = page_of(people, Part.ADMIN, f"/admin/workplaces/{people.workplace}")
    assert "Spring 1 person, led by" in page
    assert admin.get(f"/teach/groups/{people.group}").status_code == 404
    admin.post(f"/admin/workplaces/{people.workplace}/leads", data={"group": people.group})
    assert admin.get(f"/teach/groups/{people.group}").status_code == 200
    assert "Somebody Admin leads it since" in page_of(people, Part.MEMBER, "/groups")
    assert "Was named a lead of the group" in words(admin.get("/admin/log").text)


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("", "Give it a name"),
        ("…", "Give it a name"),
        ("a" * 81, "80 characters or fewer"),
        ("a\u202eb", "seen"),
    ],
)
def test_names_that_cannot_be_taken_are_said(people: Cast, title: str, said: str) -> None:
    form = {"workplace": people.workplace, "title": title}
    reply = people.browsers[Part.LEAD].post("/teach/groups", data=form)
    assert reply.status_code == 422
    assert said in words(reply.text)


def test_have_talked_takes_somebody_off_the_list(people: Cast, clock: Clock) -> None:
    clock.advance(days=15)
    url = f"/teach/groups/{people.group}"
    assert "Needs a word from you Somebody Member" in page_of(people, Part.LEAD, url)
    people.browsers[Part.LEAD].post(f"{url}/people/{people.subjects[Part.MEMBER]}/talked", data={})
    assert "Nobody needs a word just now." in page_of(people, Part.LEAD, url)
    assert "Nobody needs a word just now." in page_of(people, Part.LEAD, "/teach")
    assert "wrote down on 17 March 2026 that you have talked" in page_of(people, Part.MEMBER, "/groups")
    clock.advance(days=14)
    assert "Needs a word from you Somebody Member" in page_of(people, Part.LEAD, url)


def test_the_rest_of_who_needs_a_word_is_a_link_away(people: Cast, database: Database, clock: Clock) -> None:
    join_crowd(database, people, clock(), members=25)
    clock.advance(days=20)
    page = page_of(people, Part.LEAD, "/teach")
    total = re.search(r"All (\d+) who need a word", page)
    assert total
    assert int(total[1]) > 10
    assert f"{total[1]} need a word in Spring" in " ".join(page.split())
    url = f"/teach/groups/{people.group}?only=needs-a-word"
    assert f'href="{url}#people"' in people.browsers[Part.LEAD].get("/teach").text
    assert f"Needs a word {total[1]}" in " ".join(page_of(people, Part.LEAD, url).split())
