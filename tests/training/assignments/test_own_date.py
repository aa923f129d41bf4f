"""A date of one’s own: marked wherever a date stands, kept when everybody’s is moved, and given up again."""

import csv
import re
from datetime import UTC, datetime
from io import StringIO

from app.learners.actions.personal_data import anonymize_learner, export_all
from app.slices import SLICES
from tests.practice.playing import LADDER, content, settings
from tests.rows import content as rows
from tests.training.assignments.group import Group
from tests.training.cast import Part
from tests.training.feed.reading import Seen, seen
from tests.training.led import play, words

__all__ = ["content", "settings"]

OWN = {"on": "2026-04-09", "hour": "12:15"}
MOVED = {"on": "2026-03-26", "hour": "09:30"}


def give(group: Group, url: str) -> None:
    group.do(f"{url}/people/{group.member_id}/date", **OWN)


def feed(group: Group) -> list[Seen]:
    found = re.search(r"https?://[^<]+(/calendar/[\w-]+\.ics)", group.member.post("/calendar", data={}).text)
    assert found
    return [one for one in seen(group.member.get(found[1]).text) if one.status == "CONFIRMED"]


def test_it_is_marked_wherever_a_date_stands(led: Group) -> None:
    url = led.set()
    (before,) = feed(led)
    assert "own" not in before.description
    give(led, url)
    own = "Thursday 9 April, 10:15 (12:15 in Berlin)"
    assert f"Own date: {own}" in words(led.lead.get(url).text)
    assert f"Due {own}, a date of their own" in words(led.lead.get(f"{led.url}/people/{led.member_id}").text)
    assert f"Due {own}, a date of their own. For everybody it is Thursday 19 March" in words(
        led.lead.get(f"{url}/people/{led.member_id}").text
    )
    for page in ("/today", "/groups"):
        assert f"Due {own}, a date of your own" in words(led.member.get(page).text)
    assert "own date" in words(led.lead.get(led.url).text)
    content = led.lead.get(f"{led.url}/people.csv").content.decode("utf-8-sig")
    (row,) = csv.DictReader(StringIO(content))
    assert (row["Own date"], row["Next due"]) == ("yes", "2026-04-09T12:15:00+02:00")
    (after,) = feed(led)
    assert (after.uid, after.at) == (before.uid, datetime(2026, 4, 9, 10, 15, tzinfo=UTC))
    assert after.sequence > before.sequence
    assert "The date is one of your own." in after.description


def test_it_stays_when_everybodys_is_moved_and_can_be_given_up(led: Group) -> None:
    url, other = led.set(), led.joined()
    give(led, url)
    asked = led.lead.post(f"{url}/date", data=MOVED)
    assert "Moves the date for one person; one has a date of their own, which stays." in words(asked.text)
    led.do(f"{url}/date", **MOVED)
    assert "Thursday 9 April" in words(led.member.get("/today").text)
    assert "Thursday 26 March" in words(other.get("/today").text)
    led.do(f"{url}/people/{led.member_id}/date", own="0")
    for browser in (led.member, other):
        assert "Thursday 26 March" in words(browser.get("/today").text)
        assert "of your own" not in words(browser.get("/today").text)
    led.do(f"{url}/people/{led.member_id}/date/undo")
    assert "Thursday 9 April, 10:15 (12:15 in Berlin), a date of your own" in words(
        led.member.get("/today").text
    )


def test_the_persons_page_leads_to_it(led: Group) -> None:
    url = led.set()
    page = led.lead.get(f"{led.url}/people/{led.member_id}").text
    assert f'href="{url}/people/{led.member_id}"' in page
    assert f'href="{led.url}/people/{led.member_id}"' in led.lead.get(f"{url}/people/{led.member_id}").text


def test_an_hour_that_the_clocks_skip_is_told_and_kept_as_it_was_asked_for(led: Group) -> None:
    url, skipped = led.set(), {"on": "2026-03-29", "hour": "02:30"}
    asked = led.lead.post(f"{url}/people/{led.member_id}/date", data=skipped)
    assert "On 29 March the clocks skip 2:30 in Berlin; 3:00 is meant." in words(asked.text)
    led.do(f"{url}/people/{led.member_id}/date", **skipped)
    assert 'value="02:30"' in led.lead.get(f"{url}/people/{led.member_id}").text
    past = led.lead.post(f"{url}/people/{led.member_id}/date", data={"on": "2026-03-02", "hour": "08:00"})
    assert "That is past: due at once for one person?" in words(past.text)


def test_whoever_has_finished_has_no_date_to_move(led: Group) -> None:
    url = led.set()
    play(led.member, LADDER)
    reply = led.lead.post(f"{url}/people/{led.member_id}/date", data=OWN)
    assert (reply.status_code, "has finished this: there is no date to move" in words(reply.text)) == (
        422,
        True,
    )
    excused = led.lead.post(f"{url}/people/{led.member_id}/excuse", data={"excused": "1"})
    assert (excused.status_code, "there is nothing to excuse" in words(excused.text)) == (422, True)


def test_whoever_leaves_or_goes_leaves_nothing_of_it(led: Group) -> None:
    url = led.set()
    give(led, url)
    with led.database.read() as db:
        told = export_all(db, SLICES, subject_id=led.member_id, now=led.clock())["groups"]
    assert [(one["kind"], one["before"]) for one in told["changed"]] == [("date", "1")]
    led.member.post(f"/groups/{led.people.group}/leave", data={})
    assert rows(led.database)["own_change"] == []
    led.joined(Part.MEMBER)
    assert "of your own" not in words(led.member.get("/today").text)
    give(led, url)
    with led.database.write() as db:
        anonymize_learner(db, SLICES, subject_id=led.member_id, now=led.clock())
    assert rows(led.database)["own_change"] == []
