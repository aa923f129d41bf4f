"""The log of a site in trouble, at its most talkative: no word, name, address, token or session of anybody’s."""

import hashlib
import re
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import text

from app.db import Database
from tests.databases import FreshDatabases
from tests.faults.conftest import PLANTED
from tests.serving import Server

FORM = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Sec-Fetch-Site": "same-origin",
    "User-Agent": PLANTED,
}
ACCOUNT = {"name": PLANTED, "email": f"{PLANTED}@example.org", "password": f"{PLANTED}, a long one"}
PHRASE = {"kind": "own", "text": PLANTED, "chair": "customer", "action": "keep"}


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, databases: FreshDatabases) -> Iterator[str]:
    with databases.fresh(request.param) as url:
        yield url


def test_nothing_of_anybody_is_logged_whatever_breaks(url: str, tmp_path: Path) -> None:
    with Server(tmp_path, url, LOG_LEVEL="debug") as server:
        cookie = visit(server)
        break_it(url)
        failures = [ask(server, "POST", path, form, cookie)[0] for path, form in FORMS.items()]
        failures.append(ask(server, "GET", f"/reset/{PLANTED}", None, cookie)[0])
    log = server.log.read_text()
    token = cookie.partition("=")[2]
    assert 500 in failures
    assert token not in log
    assert hashlib.sha256(token.encode()).hexdigest() not in log
    assert len(re.findall(r"^ERROR: failure ", log, re.MULTILINE)) == failures.count(500)
    assert re.findall(r"^(?!(?:DEBUG|INFO|WARNING|ERROR): |Four Chairs is on )", log, re.MULTILINE) in (
        [],
        [""],
    )
    assert "GET /reset/{token}: " in log
    assert "GET /search: 200" in log


FORMS = {
    "/sign-up": {**ACCOUNT, "email": f"another-{PLANTED}@example.org"},
    "/sign-in": {"email": f"{PLANTED}@example.org", "password": PLANTED},
    "/phrases": PHRASE,
    "/plans": {"situation": PLANTED, "words": PLANTED},
    "/account/details": {"name": PLANTED, "time_zone": "UTC"},
    "/practice/the-printer-that-isnt-ours/attempts": {},
    f"/play/{PLANTED}/choices": {"turn": "0", "scene": PLANTED, "choice": PLANTED},
    f"/reset/{PLANTED}": {"new_password": f"{PLANTED}, a longer one"},
}


def visit(server: Server) -> str:
    """The cookie of somebody who has signed up; addresses with words and tokens in them were asked for."""
    _, headers = ask(server, "POST", "/sign-up", ACCOUNT)
    cookie = headers["set-cookie"].partition(";")[0]
    for path in (
        f"/search?q={PLANTED}",
        f"/reset/{PLANTED}",
        f"/{PLANTED}/x",
        f"/today?next={PLANTED}",
        f"/reset/{PLANTED}/",
    ):
        ask(server, "GET", path, None, cookie)
    return cookie


def break_it(url: str) -> None:
    """Columns under other names, so that statements are refused with all their values at hand."""
    database = Database(url)
    with database.write() as db:
        for table, column in (
            ("browser_session", "browser"),
            ("learner", "name"),
            ("reset_link", "token_hash"),
        ):
            db.execute(text(f"alter table {table} rename column {column} to gone"))
    database.close()


def ask(
    server: Server, method: str, path: str, form: dict[str, str] | None, cookie: str = ""
) -> tuple[int, dict[str, str]]:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    body = urlencode(form) if form is not None else None
    connection.request(method, path, body=body, headers={**FORM, "Cookie": cookie})
    reply = connection.getresponse()
    reply.read()
    connection.close()
    return reply.status, {name.lower(): value for name, value in reply.headers.items()}
