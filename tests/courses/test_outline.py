from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.courses.outline import outline_of, spoken_minutes
from app.web.site import site_of
from tests.course import COURSE
from tests.lessons import folders

PAGE = f"{COURSE}/outline"


def test_it_says_what_a_manager_wants_to_know(visitor: TestClient, content: Path) -> None:
    lesson = content / "lessons" / folders.SECOND
    lesson.write_text(
        lesson.read_text("utf-8").replace("minutes: 7", "minutes: 7\noutcome: say no kindly"), "utf-8"
    )
    page = visitor.get(PAGE).text
    for words in (
        "20 minutes in all",
        "in pieces of 6 to 7 minutes",
        "2 lessons",
        "1 conversation ",
        "say no kindly",
        "7 in the lessons",
        "A post",
    ):
        assert words in page, words
    for title in ("An earlier lesson", "Helpful within limits", "The printer that"):
        assert title in page
    assert "Customer" in page


def test_without_outcomes_nothing_is_promised(visitor: TestClient) -> None:
    assert "Afterwards, people can" not in visitor.get(PAGE).text


def test_the_course_links_to_it(visitor: TestClient) -> None:
    assert f'href="{PAGE}"' in visitor.get(COURSE).text


def test_no_such_course_has_no_outline(visitor: TestClient) -> None:
    assert visitor.get("/courses/no-such/outline").status_code == 404


def test_only_what_can_be_opened_is_in_it(visitor: TestClient, site: FastAPI, content: Path) -> None:
    (content / "scenarios" / "printer.md").unlink()
    (content / "lessons" / folders.FIRST).unlink()
    assert visitor.get(PAGE).status_code == 200
    current = site_of(site).content.current
    course = current.lessons.courses["four-chairs"]
    outline = outline_of(current.lessons, current.scenarios.scenarios, course)
    assert [lesson.id for lesson in outline.lessons] == ["helpful-within-limits"]
    assert outline.scenarios == []
    assert outline.questions == 4


def test_it_keeps_nothing_about_the_reader(visitor: TestClient) -> None:
    assert "set-cookie" not in visitor.get(PAGE).headers


@pytest.mark.parametrize(
    ("minutes", "spoken"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (59, "59 minutes"),
        (60, "1 hour"),
        (61, "1 hour 1 minute"),
        (130, "2 hours 10 minutes"),
    ],
)
def test_minutes_are_spoken_as_people_do(minutes: int, spoken: str) -> None:
    assert spoken_minutes(minutes) == spoken
