"""Every reply carries its headers, and no other site’s form gets in."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from fastapi import FastAPI
from starlette.responses import Response
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from app.settings import Settings
from app.web.pages import safe_next
from app.web.security import POLICY, Security
from app.web.site import site_of
from tests.route_list import addresses

OWN = "http://127.0.0.1:8000"
PUBLIC = "https://chairs.example.org"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def example(path: str) -> str:
    return re.sub(r"{[^}]+}", "x", path)


def test_every_reply_carries_the_headers(site: FastAPI, visitor: TestClient) -> None:
    for method, path in addresses(site):
        headers = visitor.request(method, example(path)).headers
        assert headers["content-security-policy"] == POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cache-control"]


def test_the_policy_allows_nothing_inline() -> None:
    assert "unsafe" not in POLICY
    assert "default-src 'none'" in POLICY


def test_no_form_of_another_site_gets_in(site: FastAPI, visitor: TestClient) -> None:
    for method, path in addresses(site):
        if method != "GET":
            for value in ("cross-site", "same-site", "none", ""):
                reply = visitor.request(method, example(path), headers={**FORM, "Sec-Fetch-Site": value})
                assert reply.status_code == 403, (method, path, value)


CASES = [
    ({"sec-fetch-site": "same-origin"}, True),
    ({"sec-fetch-site": "same-origin", "origin": "null"}, True),
    ({"sec-fetch-site": "same-site", "origin": PUBLIC}, False),
    ({"sec-fetch-site": "cross-site", "origin": PUBLIC}, False),
    ({"sec-fetch-site": "none"}, False),
    ({"sec-fetch-site": ""}, False),
    ({"origin": PUBLIC}, True),
    ({"origin": "null"}, False),
    ({"origin": ""}, False),
    ({}, False),
    ({"origin": "http://chairs.example.org"}, False),
    ({"origin": PUBLIC + ".evil.example"}, False),
    ({"origin": PUBLIC + ":8443"}, False),
    ({"origin": "https://evil.example", "referer": PUBLIC}, False),
    ({"referer": PUBLIC + "/sign-in"}, False),
]


@pytest.mark.parametrize(("headers", "allowed"), CASES)
def test_a_public_site_knows_its_own_forms(site: FastAPI, headers: dict[str, str], allowed: bool) -> None:
    settings = site_of(site).settings.model_copy(update={"public_url": PUBLIC})
    assert is_let_in(site, settings, "chairs.example.org", headers) is allowed


@pytest.mark.parametrize(("headers", "allowed"), CASES)
def test_a_local_site_knows_its_own_forms(site: FastAPI, headers: dict[str, str], allowed: bool) -> None:
    local = {name: value.replace(PUBLIC, OWN) for name, value in headers.items()}
    local = {
        name: value.replace("http://chairs.example.org", "https://evil.example")
        for name, value in local.items()
    }
    assert is_let_in(site, site_of(site).settings, "127.0.0.1:8000", local) is allowed


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("chairs.example.org", 405),
        ("CHAIRS.example.org", 405),
        ("chairs.example.org:443", 405),
        ("127.0.0.1:8000", 400),
        ("localhost", 400),
        ("evil.example", 400),
        ("chairs.example.org.evil.example", 400),
        ("evil.example#chairs.example.org", 400),
        ("chairs.example.org@evil.example", 400),
        ("[", 400),
        ("", 400),
    ],
)
def test_a_public_site_answers_to_its_own_name(site: FastAPI, host: str, status: int) -> None:
    settings = site_of(site).settings.model_copy(update={"public_url": PUBLIC})
    assert through(site, settings, host, {"sec-fetch-site": "same-origin"}) == status


def is_let_in(site: FastAPI, settings: Settings, host: str, headers: dict[str, str]) -> bool:
    return through(site, settings, host, headers) != 403


def through(site: FastAPI, settings: Settings, host: str, headers: dict[str, str]) -> int:
    """The status of a POST through this site's door; what lies behind answers it with 405."""
    doorkeeper = Security(behind, settings)

    async def with_site(scope: Scope, receive: Receive, send: Send) -> None:
        await doorkeeper({**scope, "app": site}, receive, send)

    client = TestClient(with_site, base_url=PUBLIC)
    return client.post("/", headers={"host": host, **headers}).status_code


async def behind(scope: Scope, receive: Receive, send: Send) -> None:
    await Response(status_code=405)(scope, receive, send)


NEXT = [
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "\t//evil.example",
    "/\n/evil.example",
    "\r\n/today",
    "/today\r\nSet-Cookie: a=b",
    " //evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "http:evil.example",
    "evil.example",
    "@evil.example",
    "/\u2028/evil.example",
    "/\x00/evil.example",
    "",
    "?next=//evil.example",
    "#//evil.example",
    "/.//evil.example",
    "/..//evil.example",
    "/%2f%2fevil.example",
    "/%5cevil.example",
    "/today@evil.example",
    "/today?to=https://evil.example",
    "/\ufeff/evil.example",
]


@pytest.mark.parametrize("value", NEXT)
def test_next_never_leads_to_another_site(value: str) -> None:
    given = safe_next(value)
    assert urlsplit(urljoin(f"{PUBLIC}/sign-in", given)).netloc == "chairs.example.org"
    assert given.startswith("/")
    assert not given.startswith(("//", "/\\"))
    assert given.isascii()
    assert given.isprintable()


@pytest.mark.parametrize("value", ["/today", "/learn/four-chairs/a-path?part=2#move", "/phrases"])
def test_next_leads_anywhere_on_this_site(value: str) -> None:
    assert safe_next(value) == value
