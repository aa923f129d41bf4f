"""Whatever is sent, the answer is a clear 4xx: never a failure of ours, and the site goes on."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.databases import FreshDatabases
from tests.route_list import addresses
from tests.serving import Server
from tests.web.raw import Reply, exchange, request

FORM = b"Content-Type: application/x-www-form-urlencoded\r\nSec-Fetch-Site: same-origin\r\n"
SEGMENTS = [
    "no-such-thing",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
    "1e400",
    "..",
    "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "..%5c..%5cboot.ini",
    "a" * 5000,
    "%F0%9F%92%A9",
    "%E2%80%AE",
    "'%20or%201=1--",
    "%7B%7B7*7%7D%7D",
    "<script>",
    "%00",
    "x%00y",
    "%FF%FE",
    "%C3%28",
    "%ED%A0%80",
    "%0d%0aSet-Cookie:%20a=b",
]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def server(
    request: pytest.FixtureRequest, databases: FreshDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    with databases.fresh(request.param) as url, Server(tmp_path_factory.mktemp("hostile"), url) as server:
        yield server
        failures = [
            line for line in server.log.read_text().splitlines() if "Traceback" in line or "ERROR" in line
        ]
        assert failures == []


def is_clear(reply: Reply) -> bool:
    return 400 <= reply.status < 500 and "Traceback" not in reply.text


@pytest.mark.parametrize(
    "target",
    [
        b"/%00",
        b"/learn/%FF",
        b"/%C3%28",
        b"/today?notice=%00",
        b"/today?notice=%FF",
        b"/?a=%0d%0aSet-Cookie:x=y",
        b"/\x00",
        b"/\xff\xfe",
        b"/caf\xc3\xa9\x01",
        b"no-slash",
        b"*",
        b"//evil.example/",
        b"/" + b"a" * 200_000,
        b"/?" + b"&".join(b"a=%d" % n for n in range(20_000)),
    ],
)
def test_an_address_that_cannot_be(server: Server, target: bytes) -> None:
    reply = request(server, target)
    assert is_clear(reply) or (reply.status in {200, 303} and target.startswith(b"/?")), reply.text[:300]


def test_an_address_with_another_site_in_it_is_still_this_site(server: Server) -> None:
    """As a proxy would ask; the Host header, which is ours, is what counts."""
    assert "evil.example" not in request(server, b"http://evil.example/").text


@pytest.mark.parametrize(
    "host",
    [b"evil.example", b"[", b"[::1", b"127.0.0.1@evil.example", b"localhost.evil.example", b"\xff", b"a b"],
)
def test_a_host_that_is_not_this_one(server: Server, host: bytes) -> None:
    assert request(server, b"/", host=host).status == 400


def test_no_host_at_all(server: Server) -> None:
    assert exchange(server, b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n").status == 400


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (b"Content-Length: 5\r\n", b"a=1"),
        (b"Content-Length: 3\r\n", b"a=1GET / HTTP/1.1\r\n\r\n"),
        (b"Content-Length: -1\r\n", b"a=1"),
        (b"Content-Length: 99999999999999999999999\r\n", b"a=1"),
        (b"Content-Length: 10485760\r\n", b"a=1"),
        (b"Content-Length: 3\r\nContent-Length: 4\r\n", b"a=1"),
        (b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", b"3\r\na=1\r\n0\r\n\r\n"),
        (b"Transfer-Encoding: chunked\r\n", b"zz\r\na=1\r\n0\r\n\r\n"),
        (b"Transfer-Encoding: chunked\r\n", b"3\r\na=1\r\n"),
        (b"Content-Length: 10485760\r\n", b"a=" + b"x" * 10_485_758),
        (b"Transfer-Encoding: chunked\r\n", b"a00000\r\n" + b"x" * 10_485_760 + b"\r\n0\r\n\r\n"),
    ],
)
def test_a_body_that_is_not_what_it_says(server: Server, headers: bytes, body: bytes) -> None:
    reply = request(server, b"/sign-in", method=b"POST", headers=FORM + headers, body=body, finish=True)
    assert reply.status == 0 or is_clear(reply) or reply.status == 303, reply.text[:300]


@pytest.mark.parametrize(
    "body",
    [
        b"email=%00",
        b"email=%FF",
        b"email=\xff",
        b"email=%ED%A0%80",
        b"%=%=%",
        b"&".join(b"f%d=1" % n for n in range(5000)),
        b"email=" + b"a" * 65_000,
        b"role=admin&id=9223372036854775808",
        b'{"email": "a"}',
    ],
)
def test_a_form_no_page_of_ours_sends(server: Server, body: bytes) -> None:
    headers = FORM + b"Content-Length: %d\r\n" % len(body)
    assert is_clear(request(server, b"/sign-in", method=b"POST", headers=headers, body=body))


@pytest.mark.parametrize(
    "kind", [b"application/json", b"multipart/form-data; boundary=x", b"text/plain", b"\xff"]
)
def test_a_body_of_another_kind(server: Server, kind: bytes) -> None:
    headers = b"Sec-Fetch-Site: same-origin\r\nContent-Length: 2\r\nContent-Type: " + kind + b"\r\n"
    assert is_clear(request(server, b"/sign-in", method=b"POST", headers=headers, body=b"{}"))


@pytest.mark.parametrize(
    "method", [b"PUT", b"DELETE", b"PATCH", b"TRACE", b"CONNECT", b"BREW", b"OPTIONS", b"get", b""]
)
def test_a_method_nobody_answers(server: Server, method: bytes) -> None:
    assert is_clear(request(server, b"/livez", method=method, headers=b"Sec-Fetch-Site: same-origin\r\n"))


@pytest.mark.parametrize(
    "headers",
    [
        b"Cookie: session=\xff\xfe; =; ;;; session\r\n",
        b"Cookie: session=" + b"a" * 60_000 + b"\r\n",
        b"Cookie: " + b"; ".join(b"c%d=1" % n for n in range(2000)) + b"\r\n",
        b"HX-Request: true\r\nHX-Request-Type: \xff\r\n",
        b"If-None-Match: \xff\r\nRange: bytes=5-1\r\nAccept-Encoding: \x80\r\n",
        b"X-Forwarded-For: \xff, 1.2.3.4\r\nX-Forwarded-Proto: javascript\r\n",
        b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n",
    ],
)
def test_headers_that_make_no_sense(server: Server, headers: bytes) -> None:
    reply = request(server, b"/no-such-page", headers=headers)
    assert is_clear(reply)


def test_head_is_a_get_without_its_body(server: Server) -> None:
    reply = request(server, b"/livez", method=b"HEAD")
    assert reply.status == 200
    assert reply.text.endswith("\r\n\r\n")


def test_the_site_goes_on(server: Server) -> None:
    assert request(server, b"/readyz").status == 200


def fillings(path: str) -> Iterator[str]:
    """The route's path with each of the hostile segments in each of its places."""
    places = re.findall(r"{[^}]+}", path)
    for place in places:
        for segment in SEGMENTS:
            yield re.sub(r"{[^}]+}", "x", path.replace(place, segment))


def failures(statuses: dict[str, int]) -> dict[str, int]:
    """Anything but a page, a redirect or a clear refusal."""
    return {what: status for what, status in statuses.items() if not 200 <= status < 500}


def test_no_route_fails_on_a_name_that_is_none(site: FastAPI, visitor: TestClient) -> None:
    asked = [(method, url) for method, path in addresses(site) for url in fillings(path)]
    assert len(asked) > 100
    assert (
        failures({f"{method} {url}": visitor.request(method, url).status_code for method, url in asked}) == {}
    )


def test_no_route_fails_on_a_body_that_is_none(site: FastAPI, visitor: TestClient) -> None:
    statuses = {}
    bodies = [
        b"",
        b"\xff",
        b"a=%00",
        b"id=9223372036854775808",
        b"x=1&x=2&role=admin",
        b"choice=%F0%9F%92%A9",
    ]
    for path in (path for method, path in addresses(site) if method == "POST"):
        url = re.sub(r"{[^}]+}", "x", path)
        for body in bodies:
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            statuses[f"{url} {body!r}"] = visitor.post(url, content=body, headers=headers).status_code
    assert failures(statuses) == {}


def test_static_files_are_looked_up_and_not_opened(visitor: TestClient, tmp_path: Path) -> None:
    for path in ["../app/settings.py", "%2e%2e/app/settings.py", "css/../../pyproject.toml", "/etc/passwd"]:
        assert visitor.get(f"/static/{path}").status_code == 404
