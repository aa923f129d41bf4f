"""Setting something for a group, as a trainer does it and as its members see it."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest

from app.db import Database
from app.training.assignments.actions import begin_due_rounds
from tests.conftest import Browse, Clock
from tests.training.cast import Part, cast
from tests.training.led import Led, play, words

PRINTER = "scenario:the-printer-that-isnt-ours"
LESSON = "lesson:a-path-not-a-wall"


@dataclass
class Group(Led):
    clock: Clock

    def form(self, **changed: str) -> dict[str, str]:
        return {**self.people.setting, "target": PRINTER, **changed}

    def set(self, **changed: str) -> str:
        """The address of what was set."""
        reply = self.lead.post(f"{self.url}/assignments", data=self.form(**changed))
        assert reply.status_code == 303, words(reply.text)
        return reply.headers["location"].partition("?")[0]


@pytest.fixture
def group(database: Database, browse: Browse, clock: Clock) -> Group:
    found = Group(cast(database, browse, clock()), clock)
    found.lead.post(f"{found.url}/assignments/{found.people.assignment}/withdraw", data={"sure": "1"})
    return found


def test_the_form_is_filled_in_with_the_next_module_on_a_thursday(group: Group) -> None:
    page = group.lead.get(f"{group.url}/assignments/new").text
    assert '<option value="module:know-your-role" selected>' in page
    assert 'value="2026-03-19"' in page  # a Thursday, more than two weeks from Monday 2 March
    assert 'value="17:00"' in page


def test_a_member_sees_what_is_set_and_finishing_it_is_seen(group: Group) -> None:
    url = group.set()
    today = words(group.member.get("/today").text)
    assert "Set for you Due Thursday 19 March, 16:00 (17:00 in Berlin), from Somebody Lead" in today
    assert "0 of 1 done" in today
    assert "0 of 1 have finished" in words(group.lead.get(group.url).text)
    play(group.member)
    assert "Set for you" not in words(group.member.get("/today").text)
    assert "finished" in words(group.member.get("/groups").text)
    assert "Somebody Member finished on 2 March 2026" in words(group.lead.get(url).text)
    assert "1 of 1 have finished" in words(group.lead.get(group.url).text)


def test_what_was_finished_before_counts(group: Group) -> None:
    play(group.member)
    url = group.set()
    assert "Somebody Member finished on" in words(group.lead.get(url).text)


def test_late_is_said_kindly_and_to_the_trainer_in_days(group: Group) -> None:
    url = group.set()
    group.clock.advance(days=20)
    assert "This was due on Thursday. It counts whenever you do it." in words(group.member.get("/today").text)
    assert "2 days late" in words(group.lead.get(url).text)


def test_whoever_joins_later_owes_it(group: Group) -> None:
    group.set()
    browser = group.people.browsers[Part.LEARNER]
    browser.post(f"/join/{group.people.code}", data={})
    assert "Set for you" in words(browser.get("/today").text)
    assert "0 of 2 have finished" in words(group.lead.get(group.url).text)


def test_whoever_leaves_owes_nothing(group: Group) -> None:
    group.set()
    group.member.post(f"/groups/{group.people.group}/leave", data={})
    assert "Set for you" not in words(group.member.get("/today").text)


def test_a_date_is_moved_after_it_is_said_what_that_does_and_can_be_undone(group: Group) -> None:
    url = group.set()
    asked = group.lead.post(f"{url}/date", data={"on": "2026-03-26", "hour": "9:30"})
    assert "Moves the date for one person." in words(asked.text)
    assert "Thursday 19 March" in words(group.member.get("/today").text)
    done = group.lead.post(f"{url}/date", data={"on": "2026-03-26", "hour": "9:30", "sure": "1"})
    assert done.headers["location"] == f"{url}?notice=date-moved"
    assert "Thursday 26 March, 8:30 (9:30 in Berlin)" in words(group.member.get("/today").text)
    assert "It was due Thursday 19 March" in words(group.lead.get(url).text)
    group.lead.post(f"{url}/date/undo", data={})
    assert "Thursday 19 March" in words(group.member.get("/today").text)


def test_a_day_later_a_move_cannot_be_undone(group: Group) -> None:
    url = group.set()
    group.lead.post(f"{url}/date", data={"on": "2026-03-26", "hour": "9:30", "sure": "1"})
    group.clock.advance(days=1, seconds=1)
    assert "Undo the move" not in group.lead.get(url).text
    assert group.lead.post(f"{url}/date/undo", data={}).status_code == 409


def test_two_leads_who_move_a_date_at_once(group: Group) -> None:
    url = group.set()
    shown = re.search(r'name="edits" value="(\d+)"', group.lead.get(url).text)
    assert shown
    first = {"on": "2026-03-26", "hour": "9:30", "sure": "1", "edits": shown[1]}
    assert group.lead.post(f"{url}/date", data=first).status_code == 303
    second = group.lead.post(f"{url}/date", data={**first, "on": "2026-04-02"})
    assert second.status_code == 409
    assert "You have changed this a moment ago. Here is how it is now; yours is below" in words(second.text)


def test_withdrawing_and_setting_again(group: Group) -> None:
    url = group.set()
    asked = group.lead.post(f"{url}/withdraw", data={})
    assert "Withdraws this: one person owes nothing here then." in words(asked.text)
    assert "Set for you" in words(group.member.get("/today").text)
    group.lead.post(f"{url}/withdraw", data={"sure": "1"})
    assert "Set for you" not in words(group.member.get("/today").text)
    group.lead.post(f"{url}/withdraw/undo", data={})
    assert "Set for you" in words(group.member.get("/today").text)


def test_one_person_is_excused_and_owes_it_again(group: Group) -> None:
    url, member = group.set(), group.people.subjects[Part.MEMBER]
    excuse = f"{url}/people/{member}/excuse"
    asked = group.lead.post(excuse, data={"excused": "1"})
    assert "Excuses Somebody Member, who owes nothing here then." in words(asked.text)
    assert "Set for you" in words(group.member.get("/today").text)
    group.lead.post(excuse, data={"excused": "1", "sure": "1"})
    assert "Set for you" not in words(group.member.get("/today").text)
    assert "you are excused" in words(group.member.get("/groups").text)
    group.lead.post(excuse, data={"excused": "0", "sure": "1"})
    assert "Set for you" in words(group.member.get("/today").text)


def test_only_some_owe_it(group: Group) -> None:
    browser = group.people.browsers[Part.LEARNER]
    browser.post(f"/join/{group.people.code}", data={})
    group.set(whom="some", people=group.people.subjects[Part.LEARNER])
    assert "Set for you" in words(browser.get("/today").text)
    assert "Set for you" not in words(group.member.get("/today").text)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"target": "module:nothing"}, "Choose what to set from the list."),
        ({"target": "x"}, "Choose what to set from the list."),
        ({"on": ""}, "Choose a day."),
        ({"on": "2026-02-30"}, "February 2026 has no day 30."),
        ({"hour": "noon"}, "Write the hour as on a clock, for instance 17:00."),
        ({"opens": "2026-04-01"}, "It would be due before it opens."),
        ({"whom": "some"}, "Choose at least one person, or set it for the whole group."),
        ({"months": "0"}, "Type a number of months from 1 to 120."),
        ({"later": "x"}, "Type a number of days from 0 to 366."),
    ],
)
def test_what_cannot_be_set_so_is_said_and_nothing_is_lost(
    group: Group, changed: dict[str, str], said: str
) -> None:
    form = group.form(**changed)
    reply = group.lead.post(f"{group.url}/assignments", data=form)
    assert reply.status_code == 422
    assert said in reply.text
    assert f'value="{form["opens"]}"' in reply.text
    assert "Nothing yet" in words(group.lead.get(group.url).text) or "withdrawn" in words(
        group.lead.get(group.url).text
    )


@pytest.mark.parametrize("opens", ["2026-02-01", "2026-03-02"])
def test_a_date_that_is_past_is_asked_about(group: Group, opens: str) -> None:
    past = {"opens": opens, "on": "2026-02-20"}
    reply = group.lead.post(f"{group.url}/assignments", data=group.form(**past))
    assert reply.status_code == 422
    assert "That is past: due at once for one person?" in words(reply.text)
    url = group.set(**past, sure="1")
    assert "days late" in words(group.lead.get(url).text)


def test_an_hour_that_the_clocks_skip_is_told(group: Group) -> None:
    url = group.set(on="2026-03-29", hour="02:30")
    assert "3:00" in words(group.lead.get(url).text)


def test_again_after_months_it_is_owed_anew(group: Group, database: Database) -> None:
    url = group.set(months="1", opens="2026-02-10", on="2026-03-05")
    play(group.member)
    assert "Set for you" not in words(group.member.get("/today").text)
    group.clock.advance(days=9)  # the second round begins on 10 March
    begin_due_rounds(database, group.clock())
    assert "Set for you" in words(group.member.get("/today").text)
    assert "Round 2" in words(group.lead.get(url).text)
    group.clock.advance(hours=1)
    play(group.member)
    assert "Set for you" not in words(group.member.get("/today").text)


def test_nobody_else_is_told_of_it(group: Group) -> None:
    group.set()
    group.clock.advance(minutes=1)
    for part in (Part.FORMER_MEMBER, Part.MEMBER_ELSEWHERE, Part.LEARNER):
        assert "Set for you" not in words(group.people.browsers[part].get("/today").text)


def test_the_day_it_opens_it_is_there(group: Group) -> None:
    group.set(opens="2026-03-10")
    assert "Set for you" not in words(group.member.get("/today").text)
    group.clock.moment += timedelta(days=8)
    assert "Set for you" in words(group.member.get("/today").text)


def test_whoever_does_not_owe_it_cannot_be_excused(group: Group) -> None:
    url, stranger = group.set(), group.people.subjects[Part.MEMBER_ELSEWHERE]
    reply = group.lead.post(f"{url}/people/{stranger}/excuse", data={"excused": "1"})
    assert reply.status_code == 404
    assert "They do not owe this" in words(reply.text)


def test_what_was_never_withdrawn_stays_as_it_is(group: Group) -> None:
    url = group.set()
    before = group.lead.get(url).text
    assert group.lead.post(f"{url}/withdraw/undo", data={}).status_code == 409
    assert group.lead.get(url).text == before
