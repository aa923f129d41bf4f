"""Choosing a conversation: what there is, what one has done with it, and beginning it."""

from collections.abc import Callable
from pathlib import Path

from starlette.testclient import TestClient

from tests.practice.playing import HOME, LADDER, Player, begin, content, settings

__all__ = ["content", "settings"]


def listed(browser: TestClient, name: str = LADDER) -> str:
    """What the list says of a scenario."""
    page = browser.get("/practice").text
    return page.split(f'href="/practice/{name}"')[1].split("</li>")[0]


def test_the_list_says_what_is_new_begun_and_finished(visitor: TestClient) -> None:
    assert "New" in listed(visitor)
    player = begin(visitor)
    assert f'href="{player.url}"' in listed(visitor)
    assert "Begun" in listed(visitor)
    player.play("lend", ">")
    assert "Finished 1 time" in listed(visitor)
    assert "New" in listed(visitor, HOME)


def test_the_list_is_by_module(visitor: TestClient) -> None:
    page = visitor.get("/practice").text
    assert page.index("Not mine") < page.index("/practice/the-ladder") < page.index("/practice/maras-folder")


def test_the_briefing_comes_before_the_beginning(visitor: TestClient) -> None:
    page = visitor.get(f"/practice/{LADDER}").text
    assert "<strong>Tuesday</strong>" in page
    assert "Sam, at the front desk" in page
    assert "Begin" in page
    assert visitor.cookies.get("session") is None


def test_what_is_begun_can_be_resumed(visitor: TestClient) -> None:
    player = begin(visitor)
    player.play("ask")
    page = visitor.get(f"/practice/{LADDER}").text
    assert f'href="{player.url}"' in page
    assert "Begin again" in page


def test_beginning_twice_begins_once(visitor: TestClient) -> None:
    assert begin(visitor).url == begin(visitor).url


def test_a_second_attempt_is_another_one(visitor: TestClient) -> None:
    first = begin(visitor)
    first.play("lend")
    assert begin(visitor).url != first.url


def test_an_unknown_scenario_is_not_there(visitor: TestClient) -> None:
    assert visitor.get("/practice/no-such-thing").status_code == 404
    assert visitor.post("/practice/no-such-thing/attempts").status_code == 404
    assert visitor.cookies.get("session") is None


def test_everybody_has_their_own(visitor: TestClient, browse: Callable[[], TestClient]) -> None:
    begin(visitor)
    assert "New" in listed(browse())


def test_what_is_gone_can_still_be_finished(visitor: TestClient, content: Path) -> None:
    player = begin(visitor)
    (content / "scenarios" / f"{LADDER}.md").unlink()
    page = visitor.get("/practice").text
    assert f"/practice/{LADDER}" not in page
    assert f'href="{player.url}"' in page


def test_a_site_without_scenarios_says_so(visitor: TestClient, content: Path) -> None:
    for file in (content / "scenarios").iterdir():
        file.unlink()
    assert "no conversation here yet" in visitor.get("/practice").text


def test_an_edit_does_not_change_what_was_begun(visitor: TestClient, content: Path) -> None:
    player = begin(visitor)
    edit(content, "“I need the ladder.”", "“I need the big ladder.”")
    assert "“I need the ladder.”" in player.page()
    other = Player(visitor, visitor.post(f"/practice/{LADDER}/attempts").headers["location"])
    assert "“I need the big ladder.”" in other.page()


def test_an_attempt_is_finished_and_reviewed_after_the_file_is_gone(
    visitor: TestClient, content: Path
) -> None:
    player = begin(visitor)
    player.play("ask")
    (content / "scenarios" / f"{LADDER}.md").unlink()
    player.play("lend", ">", "leave")
    player.post("prediction", skip="1")
    player.post("guess", skip="1")
    page = player.page(f"{player.url}/debrief")
    assert "Quick, and not yours to give." in page
    assert "cannot be played again" in page


def edit(content: Path, old: str, new: str) -> None:
    file = content / "scenarios" / f"{LADDER}.md"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
