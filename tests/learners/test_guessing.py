"""Guessing addresses and passwords: one answer for all, and a limit that counts failures only."""

import pytest
from httpx2 import Response
from sqlmodel import select
from starlette.testclient import TestClient

from app.db import Database
from app.learners import passwords
from app.learners.actions.guesses import Caller, count_guess
from app.learners.actions.sign_in import NO_MATCH, NOT_MADE
from app.learners.guessing import guess_from, judged_from, pause
from app.learners.known_browsers import known_as
from app.learners.limit import Limit
from app.learners.models import Learner, RateLimit
from app.learners.who import NOBODY
from tests.conftest import SECRET, Browse, Clock
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


def guess(
    database: Database, clock: Clock, address: str, times: int, email: str = "dana@example.org"
) -> None:
    """So many wrong passwords from there, as far as they are counted."""
    paces = guess_from(address, email, known_browser="", secret=SECRET)
    count_up(database, clock, [pace.limit for pace in paces], times)


def count_up(database: Database, clock: Clock, limits: list[Limit], times: int) -> None:
    """As if so many tries had been counted for each, one after the other."""
    with database.write() as db:
        for limit in limits:
            key = (limit.key, limit.number(clock()))
            row = db.get(RateLimit, key) or RateLimit(
                key=key[0], window=key[1], count=0, ends_at=limit.ends_at(clock())
            )
            row.count = min(row.count + times, limit.most)
            db.add(row)


def come_in(browser: TestClient, password: str = PASSWORD, email: str = "dana@example.org") -> Response:
    return browser.post("/sign-in", data={"email": email, "password": password})


def test_a_stranger_elsewhere_locks_nobody_out(browse: Browse, database: Database, clock: Clock) -> None:
    learner(browse)
    guess(database, clock, "203.0.113.9", 300)
    assert come_in(browse("203.0.113.9")).status_code == 429
    assert come_in(browse("198.51.100.7")).status_code == 303


def test_a_browser_that_signed_in_before_counts_for_itself(
    browse: Browse, database: Database, clock: Clock
) -> None:
    """Signed out, in the stranger's own network, and however many guesses there were from everywhere."""
    owner = learner(browse)
    owner.post("/sign-out")
    guess(database, clock, "testclient", 800)
    for number in range(60):
        guess(database, clock, f"203.0.113.{number}", 3)
    assert come_in(browse()).status_code == 429
    assert come_in(owner).status_code == 303


def test_a_known_browser_has_a_limit_too(browse: Browse, clock: Clock, database: Database) -> None:
    owner = learner(browse)
    owner.post("/sign-out")
    with database.read() as db:
        subject_id = db.exec(select(Learner.subject_id)).one()
    name = known_as(owner.cookies["known"], subject_id, [SECRET])
    paces = guess_from("x", "dana@example.org", known_browser=name, secret=SECRET)
    count_up(database, clock, [pace.limit for pace in paces], 100)
    reply = come_in(owner)
    assert reply.status_code == 429
    assert 0 < int(reply.headers["retry-after"]) <= 3600
    assert "tried too often" in reply.text
    assert come_in(browse()).status_code == 303
    clock.advance(hours=1)
    assert come_in(owner).status_code == 303


def test_a_known_browser_is_a_stranger_to_other_accounts(
    browse: Browse, database: Database, clock: Clock
) -> None:
    learner(browse)
    other = learner(browse, "ola@example.org", "Ola")
    other.post("/sign-out")
    guess(database, clock, "testclient", 100)
    assert come_in(other).status_code == 429
    assert come_in(other, email="ola@example.org").status_code == 303


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/account/email", {"email": "new@example.org", "password": PASSWORD}),
        ("/account/password", {"password": PASSWORD, "new_password": OTHER}),
        ("/account/delete", {"password": PASSWORD}),
    ],
)
def test_nobodys_guesses_touch_a_session_that_is_open(
    browse: Browse, database: Database, clock: Clock, path: str, data: dict[str, str]
) -> None:
    owner, elsewhere = learner(browse), sign_in(browse())
    guess(database, clock, "testclient", 800)
    for _ in range(11):
        slip = elsewhere.post(path, data={**data, "password": OTHER})
    assert slip.status_code == 429
    assert owner.post(path, data=data).status_code == 303


def test_answers_slow_down_before_they_are_refused(browse: Browse, database: Database, clock: Clock) -> None:
    learner(browse)
    guess(database, clock, "testclient", 12)
    begun = count_guess(
        database, Caller(NOBODY, "", "testclient", clock(), (SECRET,)), email="dana@example.org"
    )
    assert 0 < begun.pause < 1
    assert come_in(browse()).status_code == 303


def test_pauses_grow_and_end() -> None:
    paces = guess_from("192.0.2.1", "dana@example.org", known_browser="", secret=SECRET)
    pauses = [pause(paces, {pace.limit.key: tries for pace in paces}) for tries in (1, 10, 11, 15, 20, 100)]
    assert pauses == [0, 0, 0.1, 0.5, 1, 1]


@pytest.mark.parametrize("email", ["dana@example.org", "nobody@example.org"])
def test_an_unknown_address_is_counted_like_a_known_one(
    browse: Browse, database: Database, clock: Clock, email: str
) -> None:
    learner(browse)
    guess(database, clock, "testclient", 99, email)
    assert come_in(browse(), OTHER, email).status_code == 422
    assert come_in(browse(), OTHER, email).status_code == 429
    clock.advance(hours=1)
    assert come_in(browse(), OTHER, email).status_code == 422


@pytest.mark.parametrize("mine", ["::ffff:192.0.2.7", "192.0.2.7", "2001:db8:7::1"])
def test_one_place_that_guesses_is_not_another(
    browse: Browse, database: Database, clock: Clock, mine: str
) -> None:
    learner(browse)
    for place in ("::ffff:203.0.113.9", "2001:db8:9::1"):
        guess(database, clock, place, 700)
        assert come_in(browse(place)).status_code == 429
    assert come_in(browse(mine)).status_code == 303


def test_one_site_has_a_limit_over_all_its_networks(database: Database, clock: Clock) -> None:
    paces = guess_from("2001:db8:9:1::1", "a@example.org", known_browser="", secret=SECRET)
    other = guess_from("2001:db8:9:2::1", "a@example.org", known_browser="", secret=SECRET)
    shared = {pace.limit for pace in paces} & {pace.limit for pace in other}
    assert sorted(limit.most for limit in shared)[0] > 600


def test_right_passwords_use_up_no_tries(browse: Browse, database: Database) -> None:
    learner(browse)
    for _ in range(3):
        sign_in(browse())
    with database.read() as db:
        most = {row.count for row in db.exec(select(RateLimit)) if row.count}
    assert most == {1}  # the sign-up


def test_a_form_that_cannot_be_accepted_is_no_guess(browse: Browse, database: Database) -> None:
    for data in ({"email": "dana@example.org"}, {"password": OTHER}, {}):
        assert browse().post("/sign-in", data=data).status_code == 422
    with database.read() as db:
        assert db.exec(select(RateLimit)).all() == []


def test_signing_up_under_a_taken_address_is_a_guess_like_any_other(
    browse: Browse, database: Database, clock: Clock
) -> None:
    learner(browse)
    guess(database, clock, "testclient", 100)
    data = {"name": "Eve", "email": "dana@example.org", "password": OTHER}
    assert browse().post("/sign-up", data=data).status_code == 429
    assert browse("198.51.100.7").post("/sign-up", data=data).status_code == 422


def test_limits_come_before_the_work(
    browse: Browse, monkeypatch: pytest.MonkeyPatch, clock: Clock, database: Database
) -> None:
    """Once a limit is reached, no password is hashed or judged any more."""
    learner(browse)
    count_up(database, clock, judged_from("testclient", SECRET), 300)
    guess(database, clock, "testclient", 100)

    def never(*_given: object, **_named: object) -> None:
        raise AssertionError

    for name in ("hash_password", "verify", "fault"):
        monkeypatch.setattr(passwords, name, never)
    new = {"name": "Eve", "email": "eve@example.org", "password": OTHER}
    assert browse().post("/sign-up", data=new).status_code == 429
    assert come_in(browse()).status_code == 429
    assert browse().post("/reset/x", data={"new_password": OTHER}).status_code == 429


@pytest.mark.parametrize("long", ["x" * 60_000, "\u0301" * 9_000, "a@" * 15_000, "\ufdfa" * 6_000])
def test_long_input_is_refused_without_work(
    browse: Browse, monkeypatch: pytest.MonkeyPatch, long: str
) -> None:
    seen: list[int] = []
    monkeypatch.setattr(passwords, "verify", lambda password, _hash: seen.append(len(password)) or False)
    for field in ("name", "email", "password"):
        data = {"name": "Eve", "email": "eve@example.org", "password": OTHER, field: long}
        assert browse().post("/sign-up", data=data).status_code == 422
    data = {"email": long, "password": OTHER}
    assert browse().post("/sign-in", data=data).status_code == 422
