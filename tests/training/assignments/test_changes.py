"""Every change of what is set, as one kind: told first, then done, undone for a day, never over another lead’s."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import httpx2
import pytest
from starlette.testclient import TestClient

from app.assignments.change import ChangeKind
from tests.practice.playing import content, settings
from tests.training.assignments.group import MODULE, Group
from tests.training.cast import Part
from tests.training.led import words

__all__ = ["content", "settings"]

OWN = {"on": "2026-04-09", "hour": "12:15"}


@dataclass(frozen=True)
class Way:
    """A change: where its form goes to after the assignment’s address, what is in it, and what it says it does."""

    path: str
    form: dict[str, str]
    says: str
    before: Callable[[Group, str], object] = field(default=lambda _group, _url: None)


def give_own(group: Group, url: str) -> None:
    group.do(f"{url}/people/{group.member_id}/date", **OWN)


def grow(group: Group, _url: str) -> None:
    group.module()


WAYS = {
    "a date": Way("date", {"on": "2026-03-26", "hour": "09:30"}, "Moves the date for one person."),
    "a date beside an own one": Way(
        "date",
        {"on": "2026-03-26", "hour": "09:30"},
        "Moves the date for nobody; one has a date of their own, which stays.",
        give_own,
    ),
    "later": Way("later", {"later": "14"}, "For whoever joins later: due 14 days after joining."),
    "a condition": Way(
        "condition",
        {"condition": "nobody-worse"},
        "Asks this of one person from now on. A conversation is done then",
    ),
    "items": Way("items", {}, "Take over: one lesson more, one person owes it then.", grow),
    "withdrawal": Way("withdraw", {}, "Withdraws this: one person owes nothing here then."),
    "an own date": Way(
        "people/{member}/date", OWN, "Moves the date for Somebody Member alone, to Thursday 9 April"
    ),
    "no own date": Way(
        "people/{member}/date",
        {"own": "0"},
        "Gives Somebody Member the date of all again: Thursday 19 March",
        give_own,
    ),
    "an excuse": Way(
        "people/{member}/excuse", {"excused": "1"}, "Excuses Somebody Member, who owes nothing here then."
    ),
}


@dataclass(frozen=True)
class Change:
    """One of them about to be made of something that was set anew."""

    group: Group
    way: Way
    url: str

    @property
    def action(self) -> str:
        return f"{self.url}/{self.way.path.format(member=self.group.member_id)}"

    @property
    def page(self) -> str:
        """Where its form stands."""
        return f"{self.url}/people/{self.group.member_id}" if "people" in self.way.path else self.url

    def post(self, by: TestClient, **form: str) -> httpx2.Response:
        return by.post(self.action, data={**self.way.form, **form})


def begun(group: Group, way: Way) -> Change:
    group.module(lessons="an-earlier-lesson")
    group.lead.get(group.url)  # the files are looked at again
    change = Change(group, way, group.set(target=MODULE))
    way.before(group, change.url)
    return change


def each(group: Group) -> Iterator[Change]:
    for way in WAYS.values():
        yield begun(group, way)


def edits(page: str) -> str:
    found = re.search(r'name="edits" value="(\d+)"', page)
    assert found
    return found[1]


def test_each_says_what_it_does_then_is_done_and_undone(led: Group) -> None:
    for change in each(led):
        before = led.kept()
        asked = change.post(led.lead)
        assert asked.status_code == 200
        assert change.way.says in words(asked.text)
        assert "You can undo this for a day." in words(asked.text)
        assert led.kept() == before
        form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', asked.text))
        assert led.lead.post(change.action, data=form).status_code == 303
        after = led.kept()
        assert after != before, change.way
        led.clock.advance(hours=20)
        page = led.lead.get(change.page).text
        assert f'action="{change.action}/undo"' in page
        assert "You " in page
        assert led.lead.post(f"{change.action}/undo", data={"edits": edits(page)}).status_code == 303
        assert led.kept() == before, change.way
        assert led.lead.post(f"{change.action}/undo", data={}).status_code == 409  # once
        assert led.kept() == before
        led.do(f"{change.url}/withdraw")
        led.clock.advance(hours=4)


def test_after_a_day_none_can_be_undone(led: Group) -> None:
    made = []
    for change in each(led):
        assert change.post(led.lead, sure="1").status_code == 303
        made.append(change)
    led.clock.advance(days=1, seconds=1)
    before = led.kept()
    for change in made:
        assert "Changed in the last day" not in led.lead.get(change.page).text
        reply = led.lead.post(f"{change.action}/undo", data={})
        assert (reply.status_code, "There is nothing to undo any more" in words(reply.text)) == (409, True)
    assert led.kept() == before


def test_two_leads_at_once_each_hear_of_the_other(led: Group) -> None:
    """Somebody else has changed something, whatever it is: told with who and when, and one’s own is still there."""
    other = led.other_lead
    for change in each(led):
        shown = edits(led.lead.get(change.page).text)
        later = {"later": "30"}
        assert other.post(f"{change.url}/later", data={**later, "sure": "1"}).status_code == 303
        led.clock.advance(seconds=60)
        before = led.kept()
        for sure in ("", "1"):
            reply = change.post(led.lead, edits=shown, sure=sure)
            assert reply.status_code == 409, change.way
            said = words(reply.text)
            assert "Somebody Trainer_Beside has changed this a minute ago. Here is how it is now;" in said
            assert "yours is below, not saved." in said
            assert f"Yours: {change.way.says}"[:40] in said
            for name, value in change.way.form.items():
                assert re.search(f'name="{name}"[^>]* value="{value}"', reply.text), (change.way, name)
            assert led.kept() == before
        yours = reply.text[reply.text.index('role="alert"') :]
        form = dict(
            re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', yours[: yours.index("</form>")])
        )
        assert led.lead.post(change.action, data=form).status_code == 303
        assert led.kept() != before
        undone = led.lead.post(f"{change.action}/undo", data={"edits": shown})
        assert undone.status_code == 409
        assert "You have changed this a moment ago" in words(undone.text)
        led.lead.post(f"{change.url}/withdraw", data={"sure": "1"})


def test_a_form_that_is_wrong_and_old_says_both_and_keeps_what_was_typed(led: Group) -> None:
    url = led.set()
    shown = edits(led.lead.get(url).text)
    assert led.other_lead.post(f"{url}/later", data={"later": "30", "sure": "1"}).status_code == 303
    reply = led.lead.post(f"{url}/date", data={"on": "2026-02-30", "hour": "09:30", "edits": shown})
    assert reply.status_code == 422
    assert "February 2026 has no day 30." in words(reply.text)
    assert "has changed this a moment ago" in words(reply.text)
    assert 'value="2026-02-30"' in reply.text
    assert 'value="30"' in reply.text  # the other lead’s, in another form of the page


@pytest.mark.parametrize(
    ("path", "form", "said"),
    [
        ("date", {"on": "2026-03-19", "hour": "17:00"}, "That is the date it has already."),
        ("date", {"on": "2026-03-01", "hour": "17:00"}, "It would be due before it opens."),
        ("date", {"on": "x" * 41, "hour": "17:00"}, "String should have at most 40 characters"),
        ("later", {"later": ""}, "That is how it is already."),
        ("later", {"later": "367"}, "Type a number of days from 0 to 366."),
        ("condition", {"condition": "finished"}, "That is how it is already."),
        (
            "condition",
            {"condition": "all-closer"},
            "In this conversation no line brings all four closer; at best three. Each of the four can come closer, "
            "but never all in one run. Choose another condition.",
        ),
        ("condition", {"condition": "x"}, "Input should be"),
        ("condition", {}, "Field required"),
        ("items", {}, "Nothing has come into it since it was set."),
        ("people/{member}/date", {"own": "0"}, "That is how it is already."),
        ("people/{member}/date", {"on": "2026-03-01", "hour": "17:00"}, "It would be due before it opens."),
        ("people/{member}/excuse", {"excused": "0"}, "That is how it is already."),
        ("people/{member}/excuse", {"excused": "2"}, "Input should be"),
        ("date", {"on": "2026-03-26", "hour": "9:30", "due_at": "now"}, "The form holds something"),
    ],
)
def test_what_cannot_be_is_said_with_the_reason(
    led: Group, path: str, form: dict[str, str], said: str
) -> None:
    url = led.set()
    before = led.kept()
    reply = led.lead.post(f"{url}/{path.format(member=led.member_id)}", data={**form, "sure": "1"})
    assert reply.status_code == 422
    assert said in words(reply.text)
    assert led.kept() == before


def test_a_kind_that_is_none_or_not_for_one_person_is_not_found(led: Group) -> None:
    url, member = led.set(), led.member_id
    paths = [
        *("nothing", "excuse", "people"),
        *(f"people/{member}/{kind}" for kind in ("later", "condition", "items", "withdraw", "x")),
        *(f"people/{led.people.subjects[part]}/date" for part in (Part.MEMBER_ELSEWHERE, Part.FORMER_MEMBER)),
        "people/01KSZZZZZZZZZZZZZZZZZZZZZZ/excuse",
        "people/not-an-id/excuse",
    ]
    for path in paths:
        for end in ("", "/undo"):
            form = {"on": "2026-03-26", "hour": "9:30", "sure": "1"} if not end else {}
            status = led.lead.post(f"{url}/{path}{end}", data=form).status_code
            assert status in ({404} if not end else {404, 409}), (path, end)


def test_what_is_withdrawn_is_changed_no_more(led: Group) -> None:
    url = led.set()
    led.do(f"{url}/withdraw")
    page = led.lead.get(url).text
    assert "Move the date" not in page
    for kind in (ChangeKind.DATE, ChangeKind.LATER, ChangeKind.CONDITION, ChangeKind.WITHDRAW):
        reply = led.lead.post(
            f"{url}/{kind}", data={"on": "2026-03-26", "hour": "9:30", "condition": "nobody-worse"}
        )
        assert (reply.status_code, "This is withdrawn" in words(reply.text)) == (422, True)


def test_the_log_tells_each_from_what_to_what(led: Group) -> None:
    url, before = led.set(), len(led.log())
    name, group = url.rpartition("/")[2], led.people.group
    led.do(f"{url}/date", on="2026-03-26", hour="9:30")
    led.do(f"{url}/date/undo")
    led.do(f"{url}/later", later="14")
    led.do(f"{url}/condition", condition="nobody-worse")
    give_own(led, url)
    led.do(f"{url}/people/{led.member_id}/date", own="0")
    led.do(f"{url}/people/{led.member_id}/excuse", excused="1")
    led.do(f"{url}/people/{led.member_id}/excuse/undo")
    led.do(f"{url}/withdraw")
    led.do(f"{url}/withdraw/undo")
    told = [one.replace(name, "it").replace(group, "here") for one in reversed(led.log())][before:]
    first, then = "2026-03-19 17:00 Europe/Berlin", "2026-03-26 09:30 Europe/Berlin"
    own, of = "2026-04-09 12:15 Europe/Berlin", "the assignment “it” of the group “here”"
    assert told == [
        f"Moved the date of {of}: from {first} to {then}",
        f"Moved the date of {of}: from {then} to {first}",
        f"Changed the date for who joins later, of {of}: from the same date as everybody to due 14 days after joining",
        f"Changed when a conversation is done, of {of}: from finished to nobody-worse",
        f"Has another date for {of}: from the date of all to {own}",
        f"Has another date for {of}: from {own} to the date of all",
        f"Excused from {of}: yes",
        f"Excused from {of}: no",
        f"Withdrew {of}",
        f"Set {of} again",
    ]
