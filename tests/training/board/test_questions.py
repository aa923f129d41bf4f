"""Item analysis of questions: for a group and for the whole site, first answers only, nothing under five people."""

import re
from html import unescape

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.lessons.lesson import Check, Lesson
from app.web.site import site_of
from tests.queries import counted
from tests.training.board.group import Group

SITE = "/author/lessons/questions"


@pytest.fixture
def lessons(site: FastAPI) -> list[Lesson]:
    library = site_of(site).content.current.lessons
    return [library.lessons[name] for name in list(library.lessons)[:2]]


def text_of(browser: TestClient, url: str) -> str:
    reply = browser.get(url)
    assert reply.status_code == 200, reply.text
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", reply.text)).split())


def page_of(group: Group) -> str:
    return f"/teach/groups/{group.id}/questions"


def wrong(check: Check) -> str:
    return next(option.id for option in check.options if not option.best)


def test_five_people_are_enough_for_both_pages(lead: TestClient, group: Group, lessons: list[Lesson]) -> None:
    lesson, check = lessons[0], lessons[0].checks[0]
    for page in (page_of(group), SITE):
        assert "Needs five people; nobody has answered." in text_of(lead, page)
    for number in range(4):
        group.answer(group.member(), lesson.id, check.id, wrong(check) if number else check.best.id)
    for page in (page_of(group), SITE):
        assert "Needs five people; four have answered." in text_of(lead, page)
    group.answer(group.member(), lesson.id, check.id, wrong(check))
    for page in (page_of(group), SITE):
        told = text_of(lead, page)
        assert f"{lesson.title} . 1 of 5 chose the best answer at first." in told
        assert "More people choose this one than the best" in told
        assert "Person" not in told


def test_later_answers_count_for_nothing(lead: TestClient, group: Group, lessons: list[Lesson]) -> None:
    lesson, check = lessons[0], lessons[0].checks[0]
    for _ in range(5):
        who = group.member()
        group.answer(who, lesson.id, check.id, wrong(check))
        group.answer(who, lesson.id, check.id, check.best.id)
    for page in (page_of(group), SITE):
        assert "0 of 5 chose the best answer at first." in text_of(lead, page)


def test_answers_of_others_and_from_before_joining_are_left_out(
    lead: TestClient, group: Group, lessons: list[Lesson]
) -> None:
    lesson, check = lessons[0], lessons[0].checks[0]
    people = [group.somebody() for _ in range(7)]
    for who in people:
        group.answer(who, lesson.id, check.id, wrong(check))
    for number, who in enumerate(people[:6]):
        group.join(who, shows_earlier=number < 5)
    group.answer(people[5], lesson.id, check.id, check.best.id)  # not their first
    assert "0 of 5 chose the best answer at first." in text_of(lead, page_of(group))
    assert "0 of 7 chose the best answer at first." in text_of(lead, SITE)
    group.leave(people[0])
    assert "Needs five people; four have answered." in text_of(lead, page_of(group))


def test_strong_readers_who_are_tempted(lead: TestClient, group: Group, lessons: list[Lesson]) -> None:
    """Fifteen people; those who get all else right choose one wrong option here as often as the best one."""
    lesson, (check, *others) = lessons[0], lessons[0].checks
    for number in range(15):
        who, strong = group.member(), number < 5
        for other in others:
            group.answer(who, lesson.id, other.id, other.best.id if strong else wrong(other))
        is_right = number % 2 == 0 if strong else number % 5 == 0
        group.answer(who, lesson.id, check.id, check.best.id if is_right else wrong(check))
    told = text_of(lead, page_of(group))
    assert "A third of the strong readers choose this one: look at its words." in told
    assert "Of the strong readers 60%, of the weak ones" in told


def test_the_number_of_queries_does_not_grow(
    lead: TestClient, group: Group, lessons: list[Lesson], site: FastAPI
) -> None:
    for _ in range(8):
        who = group.member()
        for lesson in lessons:
            for check in lesson.checks:
                group.answer(who, lesson.id, check.id, check.best.id)
    for page, most in ((page_of(group), 4), (SITE, 3)):
        lead.get(page)
        with counted(site_of(site).database) as queries:
            assert lead.get(page).status_code == 200
        assert len(queries) == most
