"""A browser that signed in before is known to those accounts, and to no others; nobody can make that up."""

import secrets

import pytest

from app.learners import known_browsers
from app.learners.known_browsers import CHANCE_BYTES, DAYS, LONGEST, MOST, known_as

KEY, OLD = "k" * 40, "o" * 40


def with_account(cookie: str, subject_id: str, key: str) -> str:
    return known_browsers.with_account(cookie, subject_id, key, chance=secrets.token_bytes(CHANCE_BYTES))


def test_a_browser_keeps_its_number_whatever_chance_says_later() -> None:
    first = known_browsers.with_account("", "7", KEY, chance=bytes(CHANCE_BYTES))
    assert first == known_browsers.with_account("", "7", KEY, chance=bytes(CHANCE_BYTES))
    assert known_browsers.with_account(first, "7", KEY, chance=b"\xff" * CHANCE_BYTES) == first
    later = known_browsers.with_account(first, "8", KEY, chance=b"\xff" * CHANCE_BYTES)
    assert later.partition(".")[0] == first.partition(".")[0] == "A" * 22


def test_a_browser_is_known_to_the_accounts_it_signed_in_to() -> None:
    cookie = with_account(with_account("", "7", KEY), "8", KEY)
    assert known_as(cookie, "7", [KEY]) != known_as(cookie, "8", [KEY])
    assert known_as(cookie, "7", [KEY]) == known_as(with_account(cookie, "9", KEY), "7", [KEY])
    assert known_as(cookie, "9", [KEY]) == ""


def test_two_browsers_of_one_account_have_names_of_their_own() -> None:
    assert known_as(with_account("", "7", KEY), "7", [KEY]) != known_as(
        with_account("", "7", KEY), "7", [KEY]
    )


def test_an_older_key_still_counts_where_it_is_given() -> None:
    cookie = with_account("", "7", OLD)
    assert known_as(cookie, "7", [KEY]) == ""
    assert known_as(cookie, "7", [KEY, OLD])


def test_seals_cannot_be_moved_to_another_browser() -> None:
    mine, other = with_account("", "7", KEY), with_account("", "8", KEY)
    moved = f"{other.partition('.')[0]}.{mine.partition('.')[2]}"
    assert known_as(moved, "7", [KEY]) == ""


@pytest.mark.parametrize(
    "cookie", ["", ".", "x", "a" * 22, "a" * 22 + ".", "ä" * 22 + ".x", "." * 5000, "\x00"]
)
def test_other_cookies_are_nobodys(cookie: str) -> None:
    assert known_as(cookie, "7", [KEY]) == ""
    assert known_as(with_account(cookie, "7", KEY), "7", [KEY])


def test_a_cookie_stays_small_and_forgets_the_oldest() -> None:
    cookie = ""
    for account in range(1, 20):
        cookie = with_account(cookie, str(account), KEY)
    assert len(cookie) < LONGEST
    assert [n for n in range(1, 20) if known_as(cookie, str(n), [KEY])] == list(range(20 - MOST, 20))
    assert DAYS <= 400
