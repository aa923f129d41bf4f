"""From an empty site to what is left of a group, by whoever has to do with it.

Once with a mouse, without scripts, on the smallest screen; once with a keyboard alone.
"""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Console
from tests.browser.group_journey import LATE, LESSON, LONG, PRINTER, Journey, people
from tests.browser.hands import Hands, Keyboard, Mouse
from tests.serving import Server


def begin(journey: Journey) -> None:
    journey.make_group()
    expect(journey.join("aaaa-bbbb-cccc")).to_contain_text("This code does not work any more")
    expect(journey.join(journey.code.upper().replace("-", " "))).to_contain_text("Dagny Holm")
    journey.press(journey.learner, "Join as")
    expect(journey.learner.get_by_role("heading", level=1)).to_have_text("Your groups")
    assert (journey.table()["Finished"], journey.table()["Next due"]) == ("", "")


def set_and_do(journey: Journey, today: date) -> None:
    expect(journey.set(PRINTER, today - timedelta(days=900))).to_contain_text("That is past: due at once")
    journey.hands.after_a_fault(journey.trainer)
    journey.hands.pick_day(journey.trainer.get_by_label("Day", exact=True), today + timedelta(days=15))
    expect(journey.press(journey.trainer, "Set it")).to_contain_text("0 of 1 done")
    journey.play()
    expect(journey.open(journey.learner, "/groups")).to_contain_text("finished")
    line = journey.table()
    assert (line["Finished"], line["Assigned"], line["Next due"]) == ("1", "1", "")
    expect(journey.group()).to_contain_text("1 of 1")
    journey.go(journey.trainer.get_by_role("table").get_by_role("link", name=LONG))
    expect(journey.trainer.get_by_role("heading", name="What they said")).to_be_visible()
    expect(journey.main(journey.trainer)).to_contain_text(PRINTER)


def move_and_undo(journey: Journey, today: date) -> None:
    first, then = today + timedelta(days=10), today + timedelta(days=20)
    journey.set(LESSON, first)
    journey.subscribe()
    journey.due_everywhere(first)
    journey.group()
    trainer = journey.trainer
    journey.follow(trainer, LESSON)
    journey.hands.pick_day(trainer.get_by_label("Day", exact=True), then)
    expect(journey.press(trainer, "See what that does")).to_contain_text("Moves the date for")
    expect(journey.press(trainer, "Move the date")).to_contain_text("before.")
    page = trainer.url
    journey.due_everywhere(then)
    journey.open(trainer, page)
    journey.press(trainer, "Undo the move")
    journey.due_everywhere(first)


def need_a_word(journey: Journey, today: date) -> None:
    asked = journey.set(LATE, today - timedelta(days=3), opens=today - timedelta(days=20))
    expect(asked).to_contain_text("That is past: due at once")
    journey.hands.tick(journey.trainer.get_by_label(re.compile("That is past")))
    journey.press(journey.trainer, "Set it")
    needs = journey.group().get_by_role("region", name="Needs a word from you")
    expect(needs).to_contain_text(f"“{LATE}” was due")
    journey.press(journey.trainer, "We have talked")
    expect(needs).to_contain_text("Nobody needs a word just now.")
    expect(journey.open(journey.learner, "/groups")).to_contain_text("that you have talked")


def leave_and_come_back(journey: Journey) -> None:
    person = journey.group().get_by_role("table").get_by_role("link", name=LONG).get_attribute("href") or ""
    journey.open(journey.learner, "/groups")
    journey.press(journey.learner, "Leave this group")
    expect(journey.open(journey.trainer, person)).not_to_contain_text(PRINTER)
    expect(journey.group()).to_contain_text("1 person has left.")
    expect(journey.main(journey.trainer)).not_to_contain_text(LONG)
    journey.join(journey.code)
    journey.hands.tick(journey.learner.get_by_label(re.compile("Also show leads")))
    journey.press(journey.learner, "Join as")
    expect(journey.open(journey.trainer, person)).to_contain_text(PRINTER)
    assert journey.table()["Finished"] == "1"


@pytest.mark.parametrize(
    ("hands", "scripts"),
    [(Mouse(), False), (Keyboard(), True)],
    ids=["a mouse, no scripts, 320 px", "a keyboard"],
)
def test_from_an_empty_site_to_somebody_who_comes_back(
    browser: Browser, server: Server, console: Console, hands: Hands, scripts: bool
) -> None:
    console.expect("404")
    console.expect("422")
    today = datetime.now(UTC).date()
    width = 1280 if scripts else 320
    viewport = {"width": width, "height": 900}
    with people(browser, server, console, java_script_enabled=scripts, viewport=viewport) as pages:
        journey = Journey(pages, hands, width)
        begin(journey)
        set_and_do(journey, today)
        move_and_undo(journey, today)
        need_a_word(journey, today)
        leave_and_come_back(journey)
