"""A certificate: what it takes, what it shows to whom, and what becomes of it."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from hypothesis import example, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.courses.actions import make_certificate, new_code
from app.courses.certificate_pdf import NotInOurLetters, Wording, certificate_pdf
from app.courses.certificate_text import Shown, meaning
from app.courses.outline import outline_of
from app.db import Database
from app.web.site import site_of
from tests.conftest import Browse, Clock
from tests.course import COURSE, FIRST, SECOND
from tests.courses.people import PAGE, certify, finish_everything, sign_up
from tests.lessons import folders
from tests.progress.history import WORST, played
from tests.reading.reader import finish
from tests.subjects import nth_subject

WORDING = Wording(
    "Zoë Łukasiewicz",
    "A course",
    "It means.",
    "Finished",
    "https://a.example/c",
    datetime(2026, 3, 2, tzinfo=UTC),
)


def main(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


def test_a_stranger_sees_what_it_takes(visitor: TestClient) -> None:
    page = main(visitor.get(PAGE).text)
    assert "0 of 3 are finished" in page
    assert page.count("<li>") == 3


def test_what_is_missing_is_named_until_nothing_is(
    learner: TestClient, database: Database, content: Path, clock: Clock
) -> None:
    finish(learner, url=FIRST)
    page = main(learner.get(PAGE).text)
    assert "1 of 3 is finished" in page
    assert "An earlier lesson" not in page
    assert "Helpful within limits" in page
    finish(learner, url=SECOND)
    played(database, content, 1, clock(), begun=True)
    assert "The printer that" in main(learner.get(PAGE).text)
    played(database, content, 2, clock(), WORST)
    assert "Make my certificate" in main(learner.get(PAGE).text)


def test_before_that_none_is_made(learner: TestClient) -> None:
    finish(learner, url=FIRST)
    reply = learner.post(PAGE)
    assert reply.status_code == 409
    assert "not finished yet" in reply.text


def test_without_an_account_there_is_nobody_to_name(
    visitor: TestClient, database: Database, content: Path, clock: Clock
) -> None:
    finish_everything(visitor, database, content, clock())
    assert f"/sign-up?next={PAGE}" in visitor.get(PAGE).text
    assert visitor.post(PAGE).headers["location"].startswith("/sign-in")
    sign_up(visitor)
    assert "Make my certificate" in visitor.get(PAGE).text


def test_it_shows_name_course_day_and_meaning_to_whoever_has_the_code(
    learner: TestClient, browse: Browse, database: Database, content: Path, clock: Clock
) -> None:
    finish_everything(learner, database, content, clock())
    clock.advance(days=9)
    url = certify(learner)
    reply = browse().get(url)
    page = main(reply.text)
    for words in ("Robin", "Four", "2 March 2026", "two lessons read", "one conversation played", url):
        assert words in page, words
    for words in ("robin@example.org", ".pdf", "yours"):
        assert words not in page, words
    assert reply.headers["x-robots-tag"] == "noindex"
    assert "set-cookie" not in reply.headers


def test_its_owner_can_download_it(
    learner: TestClient, database: Database, content: Path, clock: Clock
) -> None:
    finish_everything(learner, database, content, clock())
    url = certify(learner)
    for page in (learner.get(url), learner.get(PAGE), learner.get(COURSE), learner.get("/progress")):
        assert f'href="{url}.pdf"' in page.text, page.url
    reply = learner.get(f"{url}.pdf")
    assert reply.headers["content-type"] == "application/pdf"
    assert reply.content.startswith(b"%PDF-")
    assert reply.content == learner.get(f"{url}.pdf").content


def test_before_it_is_earned_course_and_progress_show_the_way(learner: TestClient) -> None:
    finish(learner, url=FIRST)
    for page in (learner.get(COURSE), learner.get("/progress")):
        assert f'href="{PAGE}"' in page.text
        assert ".pdf" not in page.text


def test_asked_for_again_it_is_the_same(
    learner: TestClient, database: Database, content: Path, clock: Clock
) -> None:
    finish_everything(learner, database, content, clock())
    assert certify(learner) == certify(learner)


def test_asked_for_twice_at_once_it_is_one(
    site: FastAPI, learner: TestClient, database: Database, content: Path, clock: Clock
) -> None:
    finish_everything(learner, database, content, clock())
    me = nth_subject(database)
    current = site_of(site).content.current
    course = current.lessons.courses["four-chairs"]
    outline = outline_of(current.lessons, current.scenarios.scenarios, course)

    def make(_number: int) -> str:
        with database.write() as db:
            return make_certificate(db, outline, subject_id=me, now=clock())

    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(make, range(4)))) == 1


def test_later_edits_take_nothing_away(
    learner: TestClient, database: Database, content: Path, clock: Clock
) -> None:
    finish_everything(learner, database, content, clock())
    url = certify(learner)
    course = content / "lessons" / "four-chairs.md"
    course.write_text(course.read_text("utf-8").replace("title: Four", "title: Renamed"), "utf-8")
    lesson = content / "lessons" / folders.SECOND
    more = lesson.with_name("one-more.md")
    more.write_text(lesson.read_text("utf-8").replace("Helpful within limits", "One more"), "utf-8")
    module = lesson.with_name("module.md")
    module.write_text(module.read_text("utf-8").replace("limits]", "limits, one-more]"), "utf-8")
    assert "You have your certificate" in learner.get(PAGE).text
    assert "two lessons read" in learner.get(url).text
    assert "Renamed" not in main(learner.get(url).text)
    course.unlink()
    assert learner.get(url).status_code == 200


def test_another_name_on_the_account_is_the_name_on_it(
    learner: TestClient, database: Database, content: Path, clock: Clock
) -> None:
    finish_everything(learner, database, content, clock())
    url = certify(learner)
    learner.post("/account/details", data={"name": "Robin Doe", "time_zone": "UTC"})
    assert "Robin Doe" in main(learner.get(url).text)


def test_an_account_that_is_deleted_withdraws_it(
    learner: TestClient, browse: Browse, database: Database, content: Path, clock: Clock
) -> None:
    finish_everything(learner, database, content, clock())
    url = certify(learner)
    learner.post("/account/delete", data={"password": "seven quiet otters in a lift"})
    for address in (url, f"{url}.pdf"):
        reply = browse().get(address)
        assert reply.status_code == 410
        assert "withdrawn" in reply.text
        assert "Robin" not in reply.text


@pytest.mark.parametrize("code", ["2222-2222-2222", "x", "%F0%9F%96%A8", "a" * 300])
@pytest.mark.parametrize("ending", ["", ".pdf"])
def test_an_unknown_code_is_not_found_and_says_what_to_check(
    visitor: TestClient, code: str, ending: str
) -> None:
    reply = visitor.get(f"/certificates/{code}{ending}")
    assert reply.status_code == 404
    assert "letter by letter" in reply.text


def test_a_code_may_be_typed_in_capitals(
    learner: TestClient, database: Database, content: Path, clock: Clock
) -> None:
    finish_everything(learner, database, content, clock())
    code = certify(learner).rpartition("/")[2]
    assert learner.get(f"/certificates/{code.upper()}").status_code == 200


def test_codes_hold_no_letter_that_is_taken_for_another() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(re.fullmatch(r"[2-9a-hjkmnp-z]{4}(-[2-9a-hjkmnp-z]{4}){2}", code) for code in codes)


@pytest.mark.parametrize("name", ["Мара", "山田 花子", "👋", "ليلى"])
def test_a_name_that_our_fonts_lack_is_for_the_browser_to_print(
    browse: Browse, database: Database, content: Path, clock: Clock, name: str
) -> None:
    browser = browse()
    sign_up(browser, name=name)
    finish_everything(browser, database, content, clock())
    url = certify(browser)
    assert name in browser.get(url).text
    reply = browser.get(f"{url}.pdf")
    assert (reply.status_code, reply.headers["location"]) == (303, f"{url}?notice=certificate-letters")
    assert browse().get(f"{url}.pdf").headers["location"] == url
    with pytest.raises(NotInOurLetters):
        certificate_pdf(WORDING._replace(name=name))


def test_the_pdf_is_the_same_for_the_same_words_and_one_page_for_the_longest() -> None:
    longest = WORDING._replace(name="Maximiliana " * 12, course="A very long title " * 8)
    for words in (WORDING, longest):
        first = certificate_pdf(words)
        certificate_pdf.cache_clear()
        assert certificate_pdf(words) == first
        assert first.count(b"/Type /Page\n") == 1
        assert b"/Lang (en)" in first


@pytest.mark.parametrize(
    ("lessons", "scenarios", "words"),
    [
        (
            8,
            10,
            "eight lessons read and every question in them answered, and ten conversations played to the end.",
        ),
        (1, 0, "one lesson read and every question in it answered."),
        (0, 13, "13 conversations played to the end."),
    ],
)
def test_what_it_means_is_said_in_words(lessons: int, scenarios: int, words: str) -> None:
    shown = Shown("a", 1, "c", "C", lessons, scenarios, datetime(2026, 3, 2, tzinfo=UTC))
    assert meaning(shown).startswith(f"That means {words}")


OUR_LETTERS = st.sampled_from("Dana Ørsted ŁŹĄ ß ½ ’ \u00a0\u2009\u0300\u0301\u0303\u0304\u0308")


@settings(max_examples=40, deadline=None)
@example("\u0301")
@example("\u0301\u0308\u0303")
@example(" ")
@example("")
@example("x" * 2000)
@example("\u3164")
@example("a\u202eb\u0000\n\t")
@given(st.one_of(st.text(OUR_LETTERS, max_size=90), st.text(max_size=20)))
def test_no_name_breaks_the_pdf(name: str) -> None:
    """Names from before there was a rule for them, too: one page, or the page to print instead."""
    try:
        made = certificate_pdf(WORDING._replace(name=name))
    except NotInOurLetters:
        return
    assert made.startswith(b"%PDF-")
