"""The sentence a page opens with: one of ours, with whole numbers at most, whatever the address says."""

from string import Formatter

import pytest
from starlette.testclient import TestClient

from app.site_notices import NOTICES
from app.web.notices import LARGEST, gather, said, with_notice

OURS = {
    "plain": "Saved.",
    "added": ("One person is in.", "{n} people are in, {m} were."),
    "left": "{n} left.",
}


def test_what_no_slice_says_is_not_said() -> None:
    for asked in ("", "<b>", "plain ", "PLAIN", "{n}", "n"):
        assert said(OURS, {"notice": asked}) == ""
    assert said(OURS, {"notice": "plain", "n": "7", "m": "<b>"}) == "Saved."


def test_numbers_stand_where_the_sentence_wants_them() -> None:
    assert said(OURS, {"notice": "added", "n": "1"}) == "One person is in."
    assert said(OURS, {"notice": "added", "n": "1200", "m": "0"}) == "1,200 people are in, 0 were."
    assert said(OURS, {"notice": "left", "n": str(LARGEST)}) == "999,999 left."


@pytest.mark.parametrize(
    "number",
    ["", "x", "-1", "1.5", "1e3", " 1", "+1", "٣", "1000000", "9" * 400, "<b>", "{n}", "0x1", "1_0", "\x00"],
)
def test_what_is_no_number_in_bounds_says_nothing(number: str) -> None:
    assert said(OURS, {"notice": "left", "n": number}) == ""
    assert said(OURS, {"notice": "added", "n": "2", "m": number}) == ""


def test_two_slices_cannot_mean_different_things() -> None:
    with pytest.raises(ValueError, match="plain"):
        gather(OURS, {"plain": "Other."})


def test_every_sentence_asks_for_plain_numbers_only() -> None:
    for notice in NOTICES.values():
        for words in (notice,) if isinstance(notice, str) else notice:
            fields = [
                (name, spec, how) for _, name, spec, how in Formatter().parse(words) if name is not None
            ]
            assert all(name.isidentifier() and not spec and not how for name, spec, how in fields)


def test_a_notice_joins_any_path() -> None:
    assert with_notice("/today", "plain") == "/today?notice=plain"
    assert with_notice("/search?q=a", "added", n=2, m=3) == "/search?q=a&notice=added&n=2&m=3"
    assert with_notice("/learn/a/b#plan", "plain") == "/learn/a/b#plan"


def test_a_page_says_it(visitor: TestClient) -> None:
    page = visitor.get("/sign-in?notice=signed-out-everywhere&n=3").text
    assert "3 other browsers are signed out." in page
    assert 'class="notice"' not in visitor.get("/sign-in?notice=signed-out-everywhere&n=<b>").text
