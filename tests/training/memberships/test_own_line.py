"""What a member reads of themself at Groups is what stands in the table of whoever leads the group."""

import re

import pytest

from app.db import Database
from tests.conftest import Browse, Clock
from tests.training.cast import cast
from tests.training.led import Led, play, words


@pytest.fixture
def led(database: Database, browse: Browse, clock: Clock) -> Led:
    return Led(cast(database, browse, clock()))


def figures(page: str) -> list[str]:
    """Where the four chairs sit, drawn."""
    return re.findall(r'<svg class="pos.*?</svg>', page, re.DOTALL)


def lead_has(led: Led) -> tuple[str, list[str]]:
    page = led.lead.get(led.url).text
    row = next(row for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL) if "Somebody Member<" in row)
    return words(row), figures(row)


def member_has(led: Led) -> tuple[str, list[str]]:
    page = led.member.get("/groups").text
    own = re.search(r'<div class="ownrow">.*?</div>', page, re.DOTALL)
    assert own
    return words(own[0]), figures(own[0])


def test_a_member_reads_their_own_line_as_leads_have_it(led: Led, clock: Clock) -> None:
    mine, _ = member_has(led)
    assert "0 of 1 finished. Next due 16 March, 16:00. Last here: Not yet." in mine
    assert "No conversation finished yet." in mine
    assert "0 of 1" in lead_has(led)[0]
    assert "16 March, 16:00 Not yet" in lead_has(led)[0]
    play(led.member)
    clock.advance(days=20)
    (mine, drawn), (theirs, shown) = member_has(led), lead_has(led)
    assert len(drawn) == 4
    assert drawn == shown
    assert "Next due 16 March, 16:00, overdue" in mine
    assert "16 March, 16:00 overdue" in theirs
    assert mine.partition("Last here: ")[2].startswith("20 days ago.")
    assert theirs.endswith("20 days ago")
