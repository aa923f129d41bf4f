"""A site behind a proxy, under its public name: what it answers to, what it promises, where it leads."""

from collections.abc import Callable, Iterator

import httpx2
import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from app.web.security import POLICY
from tests.conftest import Clock

NAME = "chairs.example.org"
Ask = Callable[..., httpx2.Response]


@pytest.fixture
def ask(settings: Settings, clock: Clock) -> Iterator[Ask]:
    """A function that asks the site, as its proxy does: over http, with the name that people typed."""
    site = create_app(
        public(settings, email_domains="company.local", security_contact="it@example.org"), clock=clock
    )
    site.add_api_route("/broken/{token}", broken)
    with TestClient(
        site, base_url=f"http://{NAME}", raise_server_exceptions=False, follow_redirects=False
    ) as client:
        yield lambda path, method="GET", **more: client.request(method, path, **more)


def public(settings: Settings, **given: object) -> Settings:
    return Settings.read(
        database_url=settings.database_url,
        public_url=f"HTTPS://{NAME.upper()}:443/",
        secret=settings.secret,
        content_dir=settings.content_dir,
        cache_dir=settings.cache_dir,
        **given,
    )


def broken() -> None:
    raise ZeroDivisionError("planted words")


def test_a_fault_of_ours_has_a_page_with_every_header_and_one_line(
    ask: Ask, caplog: pytest.LogCaptureFixture
) -> None:
    ordinary = ask("/privacy").headers
    caplog.clear()
    reply = ask("/broken/planted-token?q=planted-query")
    assert reply.status_code == 500
    assert reply.headers["content-security-policy"] == POLICY
    assert set(ordinary) <= set(reply.headers)
    (line,) = caplog.messages
    assert "on GET /broken/{token}: ZeroDivisionError in test_public_site.py" in line
    assert line.split()[1] in reply.text
    assert "planted" not in caplog.text


@pytest.mark.parametrize("host", ["10.0.0.7", "10.0.0.7:8000", "[fe80::1]:8000", "lb.internal", "x", ""])
def test_its_health_is_told_under_any_name_and_nothing_else_is(ask: Ask, host: str) -> None:
    statuses = {
        path: ask(path, headers={"host": host}).status_code for path in ("/livez", "/readyz", "/privacy")
    }
    assert statuses == {"/livez": 200, "/readyz": 200, "/privacy": 400}


@pytest.mark.parametrize("host", [NAME, NAME.upper(), f"{NAME}:443", f"{NAME}.", f"{NAME}:8443"])
def test_it_answers_to_its_name_however_that_is_spelled(ask: Ask, host: str) -> None:
    assert ask("/privacy", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("origin", [f"https://{NAME}", f"https://{NAME}:443", f"HTTPS://{NAME.upper()}"])
def test_its_own_forms_are_taken_however_the_browser_spells_it(ask: Ask, origin: str) -> None:
    headers = {"origin": origin, "content-type": "application/x-www-form-urlencoded"}
    assert ask("/sign-in", "POST", headers=headers).status_code == 422


def test_an_address_with_a_slash_too_many_leads_to_https(ask: Ask) -> None:
    assert ask("/practice/").headers["location"] == f"https://{NAME}/practice"


@pytest.mark.parametrize(
    ("address", "below", "promise"),
    [
        (f"http://{NAME}", True, None),
        (f"https://{NAME}", False, "max-age=31536000"),
        (f"https://{NAME}", True, "max-age=31536000; includeSubDomains"),
    ],
)
def test_https_is_promised_for_as_much_as_the_admin_says(
    settings: Settings, address: str, below: bool, promise: str | None
) -> None:
    site = create_app(public(settings, hsts_subdomains=below).model_copy(update={"public_url": address}))
    headers = TestClient(site, base_url=address).get("/livez").headers
    assert headers.get("strict-transport-security") == promise
    assert headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/sign-out", "/account/delete", "/forget-me"])
def test_what_ends_a_session_clears_what_the_browser_kept(ask: Ask, path: str) -> None:
    headers = {"sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded"}
    form = {"name": "Dana", "email": "dana@mail.company.local", "password": "a long enough sentence here"}
    made = ask("/sign-up", "POST", headers=headers, data=form)
    assert made.status_code == 303
    signed_in = {"cookie": made.headers["set-cookie"].partition(";")[0]}
    cookie = {} if path == "/forget-me" else signed_in  # which is for visitors
    given = {"password": form["password"]} if path == "/account/delete" else {}
    reply = ask(path, "POST", headers={**headers, **cookie}, data=given)
    assert reply.headers["clear-site-data"] == '"cache", "storage"'
    assert "cookies" not in reply.headers["clear-site-data"]


def test_programs_find_what_they_look_for(ask: Ask, clock: Clock) -> None:
    assert ask("/.well-known/change-password").headers["location"] == "/account/password"
    assert ask("/robots.txt").text.startswith("User-agent: *\nDisallow: /account\n")
    assert ask("/.well-known/security.txt").text == (
        "Contact: mailto:it@example.org\n"
        "Expires: 2026-08-29T00:00:00Z\n"
        "Preferred-Languages: en\n"
        f"Canonical: https://{NAME}/.well-known/security.txt\n"
    )
