"""Guessing addresses and passwords: one answer for all, and a limit that counts failures only."""

import pytest

from app.learners.actions.sign_in import NO_MATCH, NOT_MADE
from tests.conftest import Browse, Clock
from tests.learners.people import OTHER, PASSWORD, faults, learner, sign_in


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("dana@example.org", OTHER),
        ("nobody@example.org", PASSWORD),
        ("no address", PASSWORD),
        ("dana@example.org", "x" * 5000),
    ],
)
def test_known_and_unknown_addresses_get_one_answer(browse: Browse, email: str, password: str) -> None:
    learner(browse)
    reply = browse().post("/sign-in", data={"email": email, "password": password})
    assert reply.status_code == 422
    assert faults(reply.text) == [NO_MATCH]
    assert "<title>Error: Sign in" in reply.text
    assert f'value="{email}"' in reply.text
    assert password not in reply.text
    assert "set-cookie" not in reply.headers


def test_the_pages_of_known_and_unknown_addresses_are_alike(browse: Browse) -> None:
    learner(browse)
    pages = [
        browse().post("/sign-in", data={"email": email, "password": OTHER}).text.replace(email, "…")
        for email in ("dana@example.org", "nobody@example.org")
    ]
    assert pages[0] == pages[1]


def test_signing_up_with_a_taken_address_tells_little(browse: Browse) -> None:
    learner(browse)
    reply = browse().post("/sign-up", data={"name": "Eve", "email": "DANA@example.org", "password": OTHER})
    assert reply.status_code == 422
    assert faults(reply.text) == [NOT_MADE]


@pytest.mark.parametrize("email", ["dana@example.org", "nobody@example.org"])
def test_too_many_tries_for_one_address(browse: Browse, clock: Clock, email: str) -> None:
    learner(browse)
    for _ in range(10):
        assert browse().post("/sign-in", data={"email": email, "password": OTHER}).status_code == 422
    reply = browse().post("/sign-in", data={"email": email, "password": PASSWORD})
    assert reply.status_code == 429
    assert 0 < int(reply.headers["retry-after"]) <= 900
    assert "tried too often" in reply.text
    clock.advance(minutes=15)
    assert browse().post("/sign-in", data={"email": email, "password": OTHER}).status_code == 422


def test_right_passwords_use_up_no_tries(browse: Browse) -> None:
    learner(browse)
    for _ in range(12):
        sign_in(browse())


def test_tries_at_many_accounts_from_one_place_run_out(browse: Browse) -> None:
    codes = {
        number: browse()
        .post("/sign-in", data={"email": f"p{number}@example.org", "password": "x"})
        .status_code
        for number in range(62)
    }
    assert [number for number, code in codes.items() if code == 429] == [60, 61]
