"""What a file writes: addresses that change hands, people who move, and lists that changed in between."""

import re

import pytest

from app.db import Database
from app.learners.who import Role, Who
from app.roster.actions.imports import Counts, apply_import, keep_import
from app.roster.decoding import pasted
from app.roster.queries import held_of, held_rows
from app.roster.review import look, read_file
from tests.conftest import Clock
from tests.training.cast import Part
from tests.training.roster.place import ROWS, Roster, link_to, words


def nights_of(roster: Roster) -> str:
    """The list of another group that the lead leads there."""
    form = {"workplace": roster.people.workplace, "title": "Nights"}
    made = roster.browser.post("/teach/groups", data=form)
    return f"/teach/groups/{made.headers['location'].split('/')[3]}/roster"


def test_two_people_swap_their_addresses(roster: Roster) -> None:
    roster.apply(ROWS)
    roster.apply("number,address\n17,bo@example.org\n18,dana@example.org\n")
    page = roster.read()
    assert "Dana Ørsted bo@example.org , number 17" in page
    assert "Bo Li dana@example.org , number 18" in page


def test_whoever_moves_takes_along_what_was_set_by_hand_and_no_link(roster: Roster) -> None:
    nights = nights_of(roster)
    roster.apply(ROWS)
    dana = roster.entry("Dana Ørsted")
    roster.browser.post(dana, data={"name": "Dana B.", "address": "dana@example.org", "number": "17"})
    link = link_to(roster, "Dana B.")
    roster.apply("number,group\n17,Nights\n")
    assert "Dana B." not in roster.read()
    page = roster.browser.get(nights)
    assert "0 joined, 0 invited, 1 not invited yet" in words(page)
    moved = re.findall(r'href="([^"]+/people/[^"]+)"', page.text)[0]
    assert moved.rpartition("/")[2] == dana.rpartition("/")[2]
    assert "Set by hand, so no file changes it: name." in roster.read(moved)
    assert roster.people.browsers[Part.LEARNER].get(link).status_code == 404


def test_whoever_has_joined_stays_there_and_is_expected_in_the_other_group_too(roster: Roster) -> None:
    nights = nights_of(roster)
    roster.apply(ROWS)
    roster.people.browsers[Part.LEARNER].post(link_to(roster, "Dana Ørsted"))
    moving = "number,group\n17,Nights\n"
    assert "Has joined there, and stays; is expected here, too." in roster.read(roster.sent(moving))
    for _ in range(2):  # the same file twice changes nothing
        roster.apply(moving)
        assert "2 people are on the list: 1 joined" in roster.read()
        assert "1 person is on the list: 0 joined" in words(roster.browser.get(nights))
        moving = "number,group\n17,Nights\n18,Days\n"


@pytest.mark.parametrize("is_other", [False, True])
def test_it_is_worked_out_again_where_the_list_has_changed_since_somebody_looked(
    roster: Roster, database: Database, clock: Clock, *, is_other: bool
) -> None:
    who = Who(subject_id=roster.people.subjects[Part.LEAD], role=Role.TRAINER)
    groups, group = {roster.group: "Days"}, roster.group
    text = pasted(ROWS)
    read = read_file(text, group="Days", groups=["Days"], own_domains=())
    with database.write() as db:
        sent = keep_import(db, who=who, group_id=group, groups=groups, name="x", text=text, now=clock())
        rows = held_rows(db.connection(), groups)
    if is_other:
        roster.apply("name,number\nBo Li,18\n")
    with database.write() as db:
        looked = look(read, rows, held_of(rows, groups))
        done = apply_import(
            db, who=who, group_id=group, import_id=sent, groups=groups, looked=looked, ticked=(), now=clock()
        )
    assert done == (Counts(added=1, changed=1) if is_other else Counts(added=2))
    assert "2 people are on the list" in roster.read()
