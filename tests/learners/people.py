"""Somebody to test with: browsers that sign up and in, as a person would."""

import re

from starlette.testclient import TestClient

from tests.conftest import Browse

PASSWORD = "a teapot of quiet rain"
OTHER = "seven lamps under the stairs"


def sign_up(browser: TestClient, email: str = "dana@example.org", name: str = "Dana") -> TestClient:
    reply = browser.post("/sign-up", data={"name": name, "email": email, "password": PASSWORD})
    assert reply.status_code == 303, faults(reply.text)
    return browser


def sign_in(browser: TestClient, email: str = "dana@example.org", password: str = PASSWORD) -> TestClient:
    reply = browser.post("/sign-in", data={"email": email, "password": password})
    assert reply.status_code == 303, faults(reply.text)
    return browser


def learner(browse: Browse, email: str = "dana@example.org", name: str = "Dana") -> TestClient:
    return sign_up(browse(), email, name)


def is_signed_in(browser: TestClient) -> bool:
    return browser.get("/account").status_code == 200


def faults(page: str) -> list[str]:
    """The sentences of the summary that a form with faults opens with."""
    summary = re.search(r'<div class="faults".*?</div>', page, re.S)
    return re.findall(r"<li>\s*(?:<a [^>]*>)?([^<]+)", summary[0]) if summary else []
