"""Files that vanish or change after something of them was set: titles stay, it is said, and nothing is reopened."""

from tests.practice.playing import HOME, LADDER, content, settings
from tests.training.assignments.group import MODULE, Group
from tests.training.led import play, words

__all__ = ["content", "settings"]


def pages(group: Group, url: str) -> dict[str, str]:
    return {
        "lead": words(group.lead.get(url).text),
        "person": words(group.lead.get(f"{group.url}/people/{group.member_id}").text),
        "today": words(group.member.get("/today").text),
        "groups": words(group.member.get("/groups").text),
    }


def test_what_is_edited_after_somebody_finished_it_is_said_and_stays_done(led: Group) -> None:
    url = led.set(target=MODULE)
    play(led.member, LADDER)
    assert not any("changed since" in page for page in pages(led, url).values())
    file = led.content / "scenarios" / f"{LADDER}.md"
    file.write_text(file.read_text("utf-8").replace("She looks up.", "She looks down."), "utf-8")
    told = pages(led, url)
    for page in ("lead", "person"):
        assert "“The ladder” has changed since they finished it, which counts." in told[page]
    for page in ("today", "groups"):
        assert "“The ladder” has changed since you finished it, which counts." in told[page]
        assert "1 of 4 done" in told[page]


def test_what_vanishes_keeps_its_title_says_so_and_keeps_nothing_open(led: Group) -> None:
    url = led.set(target=MODULE)
    play(led.member, HOME)
    (led.content / "scenarios" / f"{LADDER}.md").unlink()
    for page in pages(led, url).values():
        assert "“The ladder” is no longer on this site, and keeps nothing open." in page
        assert "1 of 3 done" in page


def test_a_module_that_vanishes_keeps_its_title_and_what_is_left_can_be_done(led: Group) -> None:
    url = led.set(target=MODULE)
    (led.content / "lessons" / "not-my-department" / "module.md").unlink()
    for name, page in pages(led, url).items():
        assert "This module is no longer on this site." in page, name
        assert "Not mine" in page


def test_where_nothing_is_left_it_ends(led: Group) -> None:
    url = led.set()
    (led.content / "scenarios" / f"{LADDER}.md").unlink()
    told = pages(led, url)
    assert "ended with what it consisted of" in told["lead"]
    assert "Set for you" not in told["today"]
    assert "The ladder no longer on this site" in told["groups"]
