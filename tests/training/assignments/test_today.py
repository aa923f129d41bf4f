"""What is set, for who owes it: Today begins with the next step of what is due soonest, and the course marks it all."""

import re

import pytest

from tests.practice.playing import HOME, LADDER, content, settings
from tests.training.assignments.group import MODULE, Group
from tests.training.led import play, words

__all__ = ["content", "settings"]


def step(group: Group) -> str:
    """Where the one button leads that stands out."""
    (found,) = re.findall(r'<a class="btn primary" href="([^"]*)"', group.member.get("/today").text)
    return str(found)


def title(group: Group) -> str:
    (found,) = re.findall(r"<h1>(.*?)</h1>", group.member.get("/today").text)
    return str(found)


def test_without_anything_set_it_is_the_next_of_the_course(led: Group) -> None:
    page = words(led.member.get("/today").text)
    assert page.startswith("Today A good place to begin.")
    assert "whenever you like" not in page


def test_the_next_step_is_of_what_is_set_and_the_rest_follows(led: Group) -> None:
    whenever = title(led)
    led.set()
    page = words(led.member.get("/today").text)
    assert re.match(
        r"Today Set for you Due Thursday 19 March.* 0 of 1 done Next for you. The ladder .*Begin the conversation"
        rf".*And whenever you like {whenever} ",
        page,
    )
    assert (title(led), step(led)) == ("The ladder", f"/practice/{LADDER}")


def test_what_is_due_soonest_comes_first_and_then_what_is_left_of_it(led: Group) -> None:
    led.set(target=MODULE, on="2026-03-26")
    first = title(led)
    led.set(target=f"scenario:{HOME}", on="2026-03-12")
    assert step(led) == f"/practice/{HOME}"
    page = words(led.member.get("/today").text)
    assert page.index("Due Thursday 12 March") < page.index("Next for you.") < page.index("26 March")
    assert "whenever you like" not in page  # the next of the course is the next of what is due later
    play(led.member, HOME)
    assert title(led) == first != ""


def test_where_it_was_left_it_goes_on(led: Group) -> None:
    led.set()
    begun = led.member.post(f"/practice/{LADDER}/attempts", data={}).headers["location"].partition("?")[0]
    assert step(led) == begun
    page = words(led.member.get("/today").text)
    assert "Next for you: you left off here. The ladder" in page
    assert "Go on : The ladder" in page


def test_something_else_that_was_left_is_kept_for_later(led: Group) -> None:
    led.set()
    led.member.post(f"/practice/{HOME}/attempts", data={})
    assert title(led) == "The ladder"
    assert "And whenever you like You left off here." in words(led.member.get("/today").text)


def test_once_all_is_done_it_is_the_course_again(led: Group) -> None:
    whenever = title(led)
    led.set()
    play(led.member, LADDER)
    assert title(led) == whenever
    assert "whenever you like" not in led.member.get("/today").text


@pytest.mark.parametrize("path", ["/courses/four-chairs", "/progress"])
def test_the_course_marks_what_is_set_and_left(led: Group, path: str) -> None:
    """Where it is set twice, by the sooner date."""

    def told() -> str:
        return words(led.member.get(path).text).replace("Set for you ,", "Set for you,")

    assert "Set for you" not in told()
    led.set(target=MODULE, on="2026-03-26")
    led.set(on="2026-03-12")
    other, sooner = "Set for you, due Thursday 26 March, 16:00", "Set for you, due Thursday 12 March, 16:00"
    assert (told().count(other), told().count(sooner)) == (3, 1)
    play(led.member, LADDER)
    assert (told().count(other), told().count(sooner)) == (3, 0)
    assert "Set for you" not in led.lead.get(path).text
