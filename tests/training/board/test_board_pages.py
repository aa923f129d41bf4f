"""The pages of a group’s board, as a lead sees them, on both databases."""

import re
from collections import Counter
from datetime import timedelta
from html import unescape
from random import Random

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.scenarios.library import Scenarios
from app.web.site import site_of
from tests.queries import counted
from tests.training.board.group import Group, Pick, first, last

NAME = "maras-folder"


def board_of(group: Group, name: str = NAME) -> str:
    return f"/teach/groups/{group.id}/scenarios/{name}"


def text_of(browser: TestClient, url: str) -> str:
    reply = browser.get(url)
    assert reply.status_code == 200, reply.text
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", reply.text)).split())


def votes(browser: TestClient, url: str) -> dict[str, list[int]]:
    """By scene, how many said each line, the most said first."""
    page = browser.get(url).text
    found = {}
    for part in page.split('id="decision--')[1:]:
        scene, _, rest = part.partition('"')
        said = rest.split('<ol class="votes">')[1].split("</ol>")[0]
        found[scene] = [
            int(number) for number in re.findall(r"<span>(\d+) <small>of \d+, \d+%</small></span>", said)
        ]
    return found


def test_four_people_are_too_few_and_five_are_enough(
    lead: TestClient, group: Group, scenarios: Scenarios
) -> None:
    members = [group.member() for _ in range(5)]
    assert "Needs five people; nobody has finished." in text_of(lead, board_of(group))
    for who in members[:3]:
        group.play(who, scenarios, NAME)
    assert "Needs five people; three have finished." in text_of(lead, board_of(group))
    assert "Needs five people; three have finished." in text_of(lead, board_of(group) + "/sheet")
    assert "Needs five people; three have finished." in text_of(lead, f"/teach/groups/{group.id}/scenarios")
    group.play(members[3], scenarios, NAME)
    assert votes(lead, board_of(group)) == {}
    assert "Map of paths" not in text_of(lead, board_of(group))
    group.play(members[4], scenarios, NAME)
    assert votes(lead, board_of(group)) != {}
    assert "5 people of Spring" in text_of(lead, board_of(group))
    assert "5 people have finished it" in text_of(lead, f"/teach/groups/{group.id}/scenarios")


def test_the_board_is_a_plain_recount_and_tells_no_names(
    lead: TestClient, group: Group, scenarios: Scenarios
) -> None:
    said: list[list[tuple[str, str]]] = []
    for number in range(12):
        who, pick = group.member(), at_random(number)
        said.append(group.play(who, scenarios, NAME, pick, undo=last if number % 2 else None))
        group.play(who, scenarios, NAME, at_random(number + 100))
        group.play(who, scenarios, NAME, first, is_replay=True)
    for _ in range(3):
        group.play(group.member(), scenarios, NAME, is_open=True)
        group.play(group.member(), scenarios, NAME, is_replay=True)
    group.play(group.somebody(), scenarios, NAME)
    assert votes(lead, board_of(group)) == recount(said, scenarios)
    for page in (board_of(group), board_of(group) + "/sheet", f"/teach/groups/{group.id}/scenarios"):
        assert "Person" not in text_of(lead, page)


def at_random(seed: int) -> Pick:
    chance = Random(seed)
    return chance.choice


def recount(said: list[list[tuple[str, str]]], scenarios: Scenarios) -> dict[str, list[int]]:
    counts = {}
    for scene in scenarios.scenarios[NAME].scenes.values():
        firsts = [
            next(line for place, line in run if place == scene.id) for run in said if scene.id in dict(run)
        ]
        if len(firsts) >= 5 and len(scene.choices) > 1:
            found = Counter(firsts)
            counts[scene.id] = sorted((found[choice.id] for choice in scene.choices), reverse=True)
    return counts


def test_what_was_before_joining_counts_only_where_they_show_it(
    lead: TestClient, group: Group, scenarios: Scenarios
) -> None:
    people = [group.somebody() for _ in range(6)]
    for who in people:
        group.play(who, scenarios, NAME)
    for number, who in enumerate(people):
        group.join(who, shows_earlier=number < 5)
    group.play(people[5], scenarios, NAME, last)  # not their first
    page = text_of(lead, board_of(group))
    assert "5 people of Spring" in page
    assert "1 person finished it before joining and does not show what they said then." in page
    assert all(sum(found) == 5 for found in votes(lead, board_of(group)).values())


def test_a_run_that_began_before_joining_is_not_shown(
    lead: TestClient, group: Group, scenarios: Scenarios
) -> None:
    """It was said, in part, before anybody was told that leads see it."""
    who = group.somebody()
    before = group.moment
    group.join(who)
    group.moment = before - timedelta(minutes=1)
    group.play(who, scenarios, NAME)
    assert "nobody has finished" in text_of(lead, board_of(group))


def test_whoever_leaves_is_gone_from_the_board_at_once(
    lead: TestClient, group: Group, scenarios: Scenarios
) -> None:
    people = [group.member() for _ in range(6)]
    for who in people:
        group.play(who, scenarios, NAME, last if who == people[0] else first)
    before = votes(lead, board_of(group))
    group.leave(people[0])
    after = votes(lead, board_of(group))
    assert {sum(found) for found in before.values()} >= {6}
    assert {sum(found) for found in after.values()} == {5}
    group.leave(people[1])
    assert votes(lead, board_of(group)) == {}


def test_a_demoted_lead_sees_no_board(lead: TestClient, group: Group) -> None:
    assert lead.get(board_of(group)).status_code == 200
    group.demote()
    assert lead.get(board_of(group)).status_code == 403


def test_the_most_divided_come_first(lead: TestClient, group: Group, scenarios: Scenarios) -> None:
    other = next(name for name in scenarios.scenarios if name != NAME)
    for number in range(8):
        who = group.member()
        group.play(who, scenarios, NAME, first)
        group.play(who, scenarios, other, at_random(number))
    page = text_of(lead, f"/teach/groups/{group.id}/scenarios")
    assert page.index(scenarios.scenarios[other].title) < page.index(scenarios.scenarios[NAME].title)
    assert "they are 0% divided" in page
    assert lead.get(board_of(group, "no-such")).status_code == 404


def test_a_scenario_that_is_gone_keeps_its_board(
    lead: TestClient, group: Group, scenarios: Scenarios, site: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        group.play(group.member(), scenarios, NAME)
    before = votes(lead, board_of(group))
    monkeypatch.delitem(scenarios.scenarios, NAME)  # as if its file had gone
    assert votes(lead, board_of(group)) == before
    assert NAME in text_of(lead, f"/teach/groups/{group.id}/scenarios")


@pytest.mark.parametrize("people", [5, 12])
def test_the_number_of_queries_does_not_grow(
    lead: TestClient, group: Group, scenarios: Scenarios, site: FastAPI, people: int
) -> None:
    for number in range(people):
        group.play(group.member(), scenarios, NAME, at_random(number))
    asked = {}
    for page in (board_of(group), board_of(group) + "/sheet", f"/teach/groups/{group.id}/scenarios"):
        lead.get(page)
        with counted(site_of(site).database) as queries:
            assert lead.get(page).status_code == 200
        asked[page] = len(queries)
    assert set(asked.values()) == {5}
