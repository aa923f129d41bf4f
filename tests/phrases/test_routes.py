import re
from pathlib import Path

from fastapi import FastAPI
from sqlalchemy import text
from starlette.testclient import TestClient

from app.db import Database
from app.phrases import personal_data
from app.web.site import site_of
from tests.conftest import Browse
from tests.course import SECOND
from tests.lessons.folders import SECOND as SECOND_FILE
from tests.queries import counted
from tests.reading.reader import HTMX
from tests.subjects import nth_subject

WORDS = "What do you need to have by [time]?"
PHRASE = {"kind": "lesson", "id": "helpful-within-limits", "phrase": "need-first"}


def kept(database: Database) -> int:
    with database.read() as db:
        return int(db.execute(text("select count(*) from kept_phrase")).scalar_one())


def test_one_press_keeps_the_next_lets_go(visitor: TestClient, database: Database) -> None:
    assert visitor.post("/phrases", data=PHRASE).status_code == 303
    assert WORDS in visitor.get("/phrases").text
    visitor.post("/phrases", data=PHRASE)
    assert kept(database) == 0


def test_a_press_that_says_what_it_is_for_can_be_repeated(visitor: TestClient, database: Database) -> None:
    for _ in range(2):
        visitor.post("/phrases", data={**PHRASE, "kept": "yes"})
        assert kept(database) == 1
    for _ in range(2):
        visitor.post("/phrases", data={**PHRASE, "kept": "no"})
        assert kept(database) == 0


def test_the_press_leads_back_to_where_it_came_from(visitor: TestClient) -> None:
    reply = visitor.post("/phrases", data=PHRASE, headers={"Referer": f"http://127.0.0.1:8000{SECOND}?x=1"})
    assert reply.headers["location"] == f"{SECOND}#phrase-need-first"
    page = visitor.get(SECOND).text
    assert page.count('aria-pressed="true"') == 1
    dropped = visitor.post("/phrases", data=PHRASE, headers={"Referer": "http://127.0.0.1:8000/phrases"})
    assert dropped.headers["location"] == "/phrases?notice=phrase-dropped"
    elsewhere = visitor.post(
        "/phrases", data=PHRASE, headers={"Referer": "https://evil.example//evil.example/x"}
    )
    assert elsewhere.headers["location"].startswith("/phrases")


def test_htmx_gets_the_button_with_focus_on_it(visitor: TestClient) -> None:
    reply = visitor.post("/phrases", data=PHRASE, headers=HTMX)
    assert 'aria-pressed="true"' in reply.text
    assert "data-focus" in reply.text
    assert "<html" not in reply.text
    wide = visitor.post("/phrases", data={**PHRASE, "look": "wide"}, headers=HTMX)
    assert "Keep this phrase" in wide.text


def test_a_scenarios_phrase_is_kept_the_same_way(visitor: TestClient, database: Database) -> None:
    reply = visitor.post("/phrases", data={"kind": "scenario", "id": "printer", "phrase": "phrase"})
    assert reply.status_code == 404  # this one has none
    assert kept(database) == 0


def test_what_is_not_there_cannot_be_kept(visitor: TestClient, database: Database) -> None:
    for wrong in ({"phrase": "no-such"}, {"id": "no-such"}):
        assert visitor.post("/phrases", data={**PHRASE, **wrong}).status_code == 404
    for wrong in ({"kind": "book"}, {"id": "../x"}, {"kept": "maybe"}, {"text": "mine"}):
        assert visitor.post("/phrases", data={**PHRASE, **wrong}).status_code == 422
    assert kept(database) == 0


def test_letting_go_of_nothing_makes_nobody(visitor: TestClient, database: Database) -> None:
    reply = visitor.post("/phrases", data={**PHRASE, "kept": "no"})
    assert reply.status_code == 303
    assert "set-cookie" not in reply.headers


def test_a_phrase_that_left_its_lesson_is_still_kept_and_can_be_let_go(
    visitor: TestClient, database: Database
) -> None:
    visitor.post("/phrases", data=PHRASE)
    with database.write() as db:
        db.execute(text("update kept_phrase set phrase_id = 'gone', source_id = 'gone-too'"))
    assert WORDS in visitor.get("/phrases").text
    visitor.post("/phrases", data={**PHRASE, "id": "gone-too", "phrase": "gone", "kept": "no"})
    assert kept(database) == 0


def test_somebody_without_phrases_finds_three_to_begin_with(visitor: TestClient) -> None:
    page = visitor.get("/phrases").text
    assert page.count('aria-pressed="false"') == 3


def test_phrases_are_ones_own(browse: Browse) -> None:
    one, other = browse(), browse()
    one.post("/phrases", data=PHRASE)
    assert WORDS in one.get("/phrases").text
    assert "Nothing kept yet" in other.get("/phrases").text


def test_the_page_asks_the_database_twice(visitor: TestClient, site: FastAPI) -> None:
    visitor.post("/phrases", data=PHRASE)
    with counted(site_of(site).database) as queries:
        visitor.get("/phrases")
    assert len(queries) == 2


def test_two_peoples_phrases_become_ones(browse: Browse, database: Database) -> None:
    one, other = browse(), browse()
    one.post("/phrases", data=PHRASE)
    other.post("/phrases", data=PHRASE)
    other.post("/phrases", data={**PHRASE, "phrase": "write-down"})
    me, other_one = nth_subject(database), nth_subject(database, 2)
    with database.write() as db:
        personal_data.merge(db, source=other_one, target=me)
    with database.read() as db:
        mine = personal_data.export(db, subject_id=me)
        assert sorted(row["phrase"] for row in mine)[1] == WORDS
        assert len(mine) == 2
    with database.write() as db:
        personal_data.erase(db, subject_id=nth_subject(database))
    assert kept(database) == 0


def test_phrases_stand_by_situation_or_by_chair(visitor: TestClient, content: Path) -> None:
    file = content / "lessons" / SECOND_FILE
    line = "- [need-first] What do you need to have by [time]?"
    file.write_text(file.read_text("utf-8").replace(line, f"{line}\n  - chair: customer"), "utf-8")
    for phrase in ("need-first", "write-down"):
        visitor.post("/phrases", data={**PHRASE, "phrase": phrase})
    page = visitor.get("/phrases").text
    assert headings(page) == ["Helpful within limits"]
    page = visitor.get("/phrases?by=chair").text
    assert headings(page) == ["Customer", "For the whole table"]
    assert visitor.get("/phrases?by=nonsense").status_code == 200


def headings(page: str) -> list[str]:
    found = re.findall(r'<h2[^>]*id="group-.*?</h2>', page, re.DOTALL)
    return [re.sub(r"<[^>]*>", "", heading).strip() for heading in found]


def test_phrases_can_be_searched(visitor: TestClient) -> None:
    for phrase in ("need-first", "write-down"):
        visitor.post("/phrases", data={**PHRASE, "phrase": phrase})
    page = visitor.get("/phrases?q=TIME+need&by=chair").text
    assert WORDS in page
    assert "1 of 2 with" in page
    assert "Let’s write this down" not in page
    page = visitor.get("/phrases?q=%3Cb%3Enever").text
    assert "None of your 2 has" in page
    assert "<b>never" not in page
    assert "Show all" in page
    assert len(visitor.get(f"/phrases?q={'x' * 5000}").text) < 20_000
