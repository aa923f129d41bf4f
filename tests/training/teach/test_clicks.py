"""How many clicks a trainer needs from /teach, in the pages as they are sent, with no script: for one group and thirty.

Who needs me 0, write to one 2, assign 2, what to discuss 2, CSV 1.
"""

from app.training.overview.needs_word import SHOWN
from tests.training.clicking import Hand
from tests.training.teach.conftest import SCENARIO, Teaching


def of_spring(words: str, joined: str) -> str:
    """A press in the line of the group “Spring”, as it is said aloud."""
    return f"{words} {joined} Spring"


def begin(teaching: Teaching) -> Hand:
    """Once there is something to do, all of them are late with it."""
    hand = Hand.at(teaching.lead, "/teach").click(of_spring("Set something", "for")).click("Set it")
    assert hand.clicks == 2
    teaching.clock.advance(days=25)
    return Hand.at(teaching.lead, "/teach")


def test_assign_takes_two(teaching: Teaching) -> None:
    """1: “Set something” beside the group, which opens a form filled in. 2: “Set it”."""
    hand = Hand.at(teaching.lead, "/teach").click(of_spring("Set something", "for")).click("Set it")
    assert hand.clicks == 2
    assert "Set. It stands on the pages of those who owe it." in hand.reply.text
    assert "Who owes it" in hand.page.words
    assert "0 of" in hand.page.words


def test_who_needs_me_takes_none_and_writing_to_one_at_most_two(teaching: Teaching) -> None:
    """0: they stand on the page, with the reason. 1: “Write to …” begins a letter; or 1: the name, and 2: the same."""
    hand = begin(teaching)
    assert hand.clicks == 0
    assert hand.page.words.count("was due") == 6
    letters = [one for one in hand.page.starting("Write to") if one.url.startswith("mailto:")]
    assert len(letters) == 6
    for letter in letters:
        assert Hand.at(teaching.lead, "/teach").press(letter).clicks == 1
    names = [one for one in hand.page.targets if "/people/" in one.url and one.words.startswith("Person")]
    assert len(names) == 6
    other = Hand.at(teaching.lead, "/teach").press(names[0])
    (letter,) = [one for one in other.page.starting("Write to") if one.url.startswith("mailto:")]
    assert other.press(letter).clicks == 2


def test_what_to_discuss_takes_two(teaching: Teaching) -> None:
    """1: “What to discuss” beside the group: conversations, the most divided first. 2: the first, its board."""
    hand = Hand.at(teaching.lead, "/teach").click(of_spring("What to discuss", "with"))
    (board,) = [one for one in hand.page.targets if one.url.endswith(f"/scenarios/{SCENARIO}")]
    hand.press(board)
    assert hand.clicks == 2
    assert "6 people of Spring , each with their first whole run." in hand.page.words
    assert "1 6 of 6, 100%" in hand.page.words or "6 of 6" in hand.page.words


def test_csv_takes_one(teaching: Teaching) -> None:
    """1: “Download CSV” beside the group."""
    hand = Hand.at(teaching.lead, "/teach").click(of_spring("Download CSV", "of"))
    assert hand.clicks == 1
    assert hand.reply.headers["content-type"].startswith("text/csv")
    assert len(hand.reply.content.decode("utf-8-sig").splitlines()) == 1 + 6


def test_each_reason_leads_to_a_letter_or_a_link_within_two(teaching: Teaching) -> None:
    """Whatever somebody is listed for: a letter begun, or a link to send, is at most two presses away."""
    hand = begin(teaching)
    lines = [one for one in hand.page.targets if one.words.startswith(("Write to", "See ", "Invite "))]
    assert 0 < len(lines) <= SHOWN
    for line in lines:
        if line.url.startswith("mailto:"):
            continue
        page = Hand.at(teaching.lead, "/teach").press(line).page
        assert page.starting("Write to") or page.starting("Make a"), line
