"""One-time links for a new password: who makes them, and that each works once, for a day."""

import re
import threading

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from app.db import Database
from app.learners.models import ResetLink
from tests.conftest import Browse, Clock
from tests.learners.people import OTHER, PASSWORD, faults, is_signed_in, sign_in


def link_for(ada: TestClient, number: str) -> str:
    page = ada.post(f"/admin/people/{number}/reset")
    assert page.status_code == 200
    return re.search(r'value="http://127.0.0.1:8000(/reset/[^"]+)"', page.text)[1]  # type: ignore[index]


def test_a_link_sets_a_password_once(browse: Browse, ada: TestClient, dana: str) -> None:
    link = link_for(ada, dana)
    there = sign_in(browse())
    browser = browse()
    for _ in range(3):
        assert "dana@example.org" in browser.get(link).text
    assert (
        browser.post(link, data={"new_password": OTHER}).headers["location"] == "/sign-in?notice=password-set"
    )
    assert not is_signed_in(there)
    assert not is_signed_in(browser)
    sign_in(browse(), password=OTHER)
    assert (
        browser.get(link).status_code
        == browser.post(link, data={"new_password": PASSWORD}).status_code
        == 404
    )


def test_an_easy_password_does_not_use_up_the_link(browse: Browse, ada: TestClient, dana: str) -> None:
    link = link_for(ada, dana)
    reply = browse().post(link, data={"new_password": "dana@example.org"})
    assert reply.status_code == 422
    assert len(faults(reply.text)) == 1
    assert browse().post(link, data={"new_password": OTHER}).status_code == 303


def test_a_link_runs_out_after_a_day(browse: Browse, ada: TestClient, dana: str, clock: Clock) -> None:
    link = link_for(ada, dana)
    clock.advance(hours=24)
    assert browse().get(link).status_code == 404
    assert browse().post(link, data={"new_password": OTHER}).status_code == 404


def test_a_new_link_ends_the_one_before(browse: Browse, ada: TestClient, dana: str) -> None:
    old, new = link_for(ada, dana), link_for(ada, dana)
    assert browse().get(old).status_code == 404
    assert browse().get(new).status_code == 200


def test_a_link_used_twice_at_once_works_once(browse: Browse, ada: TestClient, dana: str) -> None:
    link = link_for(ada, dana)
    codes: list[int] = []

    def use(password: str) -> None:
        codes.append(browse().post(link, data={"new_password": password}).status_code)

    threads = [threading.Thread(target=use, args=(f"{OTHER} {number}",)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == [303, 404, 404]


def test_only_a_links_hash_is_kept(ada: TestClient, dana: str, database: Database) -> None:
    token = link_for(ada, dana).rsplit("/", 1)[1]
    with database.read() as db:
        assert token not in db.exec(select(ResetLink)).one().token_hash


@pytest.mark.parametrize("token", ["x", "x" * 3000, "%2e%2e", "a%00b", "%ff"])
def test_other_links_lead_nowhere(browse: Browse, token: str) -> None:
    assert browse().get(f"/reset/{token}").status_code in {400, 404}
