"""A list as leads change it: a file is reviewed before anything is written, and by hand it is done at once."""

import re

import pytest

from tests.conftest import Clock
from tests.training.roster.place import ROWS, Roster, words


def test_an_empty_list_shows_an_example(roster: Roster) -> None:
    page = roster.read()
    assert "Nobody is on the list yet." in page
    assert "dana@example.org,1017" in page


def test_a_file_is_reviewed_and_then_applied(roster: Roster) -> None:
    review = roster.sent(ROWS)
    page = roster.read(review)
    assert "Nothing is changed yet. It is kept until 3 March 2026" in page
    assert "Two people are new" in page
    assert "Nobody is on the list yet." in roster.read()
    done = roster.browser.post(f"{review}/apply")
    page = roster.following(done)
    assert "Applied: 2 added, 0 changed, 0 removed." in page
    assert "2 people are on the list: 0 joined, 0 invited, 2 not invited yet." in page
    assert "Dana Ørsted dana@example.org , number 17" in page


def test_applied_twice_it_says_how_it_is_now(roster: Roster) -> None:
    review = roster.sent(ROWS)
    for _ in range(2):
        reply = roster.browser.post(f"{review}/apply")
    page = roster.following(reply)
    assert "This has been applied already. Here is how it is now." in page
    assert "Two people stay as before" in page
    assert "2 people are on the list" in roster.read()


def test_the_same_file_twice_changes_nothing(roster: Roster) -> None:
    roster.apply(ROWS)
    page = roster.read(roster.sent(ROWS))
    assert "The list holds all of this already." in page
    assert "Two people stay as before" in page


def test_changes_are_shown_from_old_to_new(roster: Roster) -> None:
    roster.apply(ROWS)
    page = roster.read(roster.sent("name,number\nDana Berg,17\n"))
    assert "name: Dana Ørsted → becomes Dana Berg" in page
    assert "One person is changed" in page
    assert "One person is on the list and not in the file" in page


def test_nobody_is_removed_unless_ticked(roster: Roster) -> None:
    roster.apply(ROWS)
    roster.apply("name,number\nDana Ørsted,17\n")
    assert "2 people are on the list" in roster.read()
    bo = roster.entry("Bo Li").rpartition("/")[2]
    roster.apply("name,number\nDana Ørsted,17\n", shown=bo, remove=bo)
    page = roster.read()
    assert "1 person is on the list" in page
    assert "Bo Li" not in page


def test_ticks_are_kept_from_page_to_page(roster: Roster) -> None:
    roster.apply("name,number\n" + "".join(f"Person {n:03},{n}\n" for n in range(1, 121)))
    review = roster.sent("name,number\nPerson 001,1\n")
    first = roster.browser.get(review).text
    shown = re.findall(r'name="shown" value="([^"]*)"', first)[0]
    assert len(shown.split()) == 50
    fields = {"shown": shown, "remove": shown.split()[:2], "then": "2"}
    after = roster.browser.post(f"{review}/ticks", data=fields)
    assert after.headers["location"] == f"{review}?missing=2#missing"
    second = roster.browser.get(after.headers["location"]).text
    assert "2 ticked so far" in second
    others = re.findall(r'name="shown" value="([^"]*)"', second)[0]
    assert not set(others.split()) & set(shown.split())
    roster.browser.post(f"{review}/apply", data={"shown": others, "remove": others.split()[:1]})
    assert "117 people are on the list" in roster.read()


def test_wrong_rows_come_first_and_come_back_as_a_file(roster: Roster) -> None:
    review = roster.sent("name,address,number\nDana,dana.example.org,17\nBo,bo@example.org,18\nCy,,18\n")
    page = roster.read(review)
    assert "Line 2: no @ in the address." in page
    assert "Line 4: the same number as line 3." in page
    assert page.index("Wrong rows") < page.index("New")
    assert page.index("Two rows are wrong") < page.index("One person is new")
    file = roster.browser.get(f"{review}/wrong.csv")
    assert file.headers["content-type"] == "text/csv; charset=utf-8"
    assert "Line 2: no @ in the address.,Dana,dana.example.org,17" in file.content.decode("utf-8-sig")
    mended = file.content.replace(b"dana.example.org", b"dana@example.org")
    again = roster.send(file=mended)
    assert "Two people are new" in roster.following(again)
    done = roster.browser.post(f"{review}/apply")
    assert done.headers["location"] == review


def test_what_has_changed_meanwhile_is_said(roster: Roster) -> None:
    roster.apply(ROWS)
    review = roster.sent("name,number\nDana Ørsted,17\nZoë,19\n")
    roster.browser.post(f"{roster.url}/people", data={"name": "Zoë", "address": "", "number": "19"})
    page = roster.read(review)
    assert "One person has been added since; this is the difference now." in page
    assert "is new" not in page


def test_after_a_day_it_is_gone(roster: Roster, clock: Clock) -> None:
    review = roster.sent(ROWS)
    clock.advance(hours=24)
    for reply in (roster.browser.get(review), roster.browser.post(f"{review}/apply")):
        assert reply.status_code == 404
        assert "This list is gone: it was kept for 24 hours" in words(reply)
    assert "list.csv" not in roster.read()


def test_thrown_away_it_is_gone_at_once(roster: Roster) -> None:
    review = roster.sent(ROWS)
    page = roster.following(roster.browser.post(f"{review}/drop"))
    assert "Thrown away. The list is as it was." in page
    assert roster.browser.get(review).status_code == 404


def test_a_group_in_the_file_is_one_that_the_lead_leads_there(roster: Roster) -> None:
    workplace = roster.people.workplace
    made = roster.browser.post("/teach/groups", data={"workplace": workplace, "title": "Nights"})
    nights = made.headers["location"].split("/")[3]
    rows = "name,number,group\nDana,17,Days\nBo,18,Nights\nCy,19,Autumn\n"
    page = roster.read(roster.sent(rows))
    assert "Line 4: there is no group called ‘Autumn’ here." in page
    roster.apply(rows)
    assert "Bo" in words(roster.browser.get(f"/teach/groups/{nights}/roster"))
    roster.apply("name,number,group\nDana,17,Nights\n")
    assert "2 people are on the list" in words(roster.browser.get(f"/teach/groups/{nights}/roster"))
    assert "Nobody is on the list yet." in roster.read()


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "This is a picture, not a list of people."),
        (b"name,number\n" + b"Dana,17\n" * 5_001, "5,001 rows; 5,000 fit."),
        (b"name,number\n" + b"D" * 1024 * 1024 + b",17\n", "1 MB fits."),
        (b"", "There is nothing in this file."),
        (None, "Nothing was pasted."),
    ],
)
def test_what_is_no_list_is_refused_and_not_kept(roster: Roster, file: bytes | None, said: str) -> None:
    reply = roster.send(file=file)
    assert reply.status_code == 422
    assert said in words(reply)
    assert "Review" not in roster.read()


def test_what_was_pasted_comes_back_with_its_fault(roster: Roster) -> None:
    reply = roster.send("name\nDana\n")
    assert reply.status_code == 422
    assert "This list has no column of numbers or addresses" in words(reply)
    assert "name\nDana" in reply.text


def test_by_hand_and_what_is_set_so_stays(roster: Roster) -> None:
    roster.apply(ROWS)
    dana = roster.entry("Dana Ørsted")
    page = roster.following(
        roster.browser.post(dana, data={"name": "Dana B.", "address": "dana@example.org", "number": "17"})
    )
    assert "Set by hand, so no file changes it: name." in page
    page = roster.read(roster.sent(ROWS))
    assert "name stays Dana B. , set by hand; the file has Dana Ørsted" in page
    roster.apply(ROWS)
    assert "Dana B." in roster.read()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": "Zoë"}, "Give an address or a number"),
        ({"name": "Zoë", "address": "zoe.example.org"}, "No @ in the address."),
        ({"name": "Zoë", "number": "17"}, "Somebody else on this list has that number: Dana Ørsted."),
        ({"address": "DANA@example.org"}, "Somebody else on this list has that address: Dana Ørsted."),
    ],
)
def test_by_hand_a_fault_is_said_beside_its_field(roster: Roster, fields: dict[str, str], said: str) -> None:
    roster.apply(ROWS)
    reply = roster.browser.post(f"{roster.url}/people", data=fields)
    assert reply.status_code == 422
    assert said in words(reply)


def test_somebody_is_removed_by_hand_once_it_is_sure(roster: Roster) -> None:
    roster.apply(ROWS)
    dana = roster.entry("Dana Ørsted")
    asked = roster.browser.post(f"{dana}/remove")
    assert "Remove Dana Ørsted from the list?" in words(asked)
    assert "Dana Ørsted" in roster.read()
    page = roster.following(roster.browser.post(f"{dana}/remove", data={"sure": "1"}))
    assert "Removed from the list." in page
    assert "1 person is on the list" in page
    assert roster.browser.get(dana).status_code == 404
