"""Routes set their own limits, fields may have several values, and one route may take a file."""

from typing import Annotated

import pytest
from fastapi import Depends, FastAPI
from pydantic import Field
from starlette.responses import JSONResponse
from starlette.testclient import TestClient

from app.web.forms import LARGEST, Form, FormLimits, FormModel, form_within, parse_form

SMALL = FormLimits(bytes=200, fields=5)
ROSTER = FormLimits(bytes=100_000, fields=4, file="roster")


class Choices(FormModel):
    name: str = ""
    picked: Annotated[tuple[str, ...], Field(max_length=3)] = ()
    numbers: tuple[int, ...] = ()


def small(form: Annotated[Form, Depends(form_within(SMALL))]) -> JSONResponse:
    found = form.into(Choices)
    return JSONResponse({"name": found.name, "picked": found.picked, "numbers": found.numbers})


def roster(form: Annotated[Form, Depends(form_within(ROSTER))]) -> JSONResponse:
    held = form.upload
    file = held and {"name": held.name, "bytes": held.bytes.decode("latin-1")}
    return JSONResponse({"fields": form.every, "file": file})


@pytest.fixture
def page(site: FastAPI, visitor: TestClient) -> TestClient:
    site.add_api_route("/tests/small", small, methods=["POST"])
    site.add_api_route("/tests/roster", roster, methods=["POST"])
    return visitor


def test_a_field_may_have_several_values(page: TestClient) -> None:
    data = {"name": ["first", "last"], "picked": ["a", "b"], "numbers": ["1", "2"]}
    reply = page.post("/tests/small", data={**data, "name": "only"})
    assert reply.json() == {"name": "only", "picked": ["a", "b"], "numbers": [1, 2]}


def test_of_a_field_with_one_value_the_last_counts() -> None:
    form = parse_form(b"name=first&name=last&picked=a")
    assert form == {"name": "last", "picked": "a"}
    assert form.every == {"name": ["first", "last"], "picked": ["a"]}
    assert form.into(Choices) == Choices(name="last", picked=("a",))


@pytest.mark.parametrize("body", ["picked=1&picked=2&picked=3&picked=4", "numbers=x", "other=1&other=2"])
def test_values_that_fit_no_field_are_refused(page: TestClient, body: str) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert page.post("/tests/small", content=body, headers=headers).status_code in {400, 422}


@pytest.mark.parametrize(
    ("body", "status"),
    [("name=" + "x" * 195, 200), ("name=" + "x" * 196, 413), ("a=1&b=2&c=3&d=4&e=5&f=6", 400)],
)
def test_a_route_has_limits_of_its_own(page: TestClient, body: str, status: int) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert page.post("/tests/small", content=body, headers=headers).status_code == status
    pieces = (body[place : place + 50].encode() for place in range(0, len(body), 50))
    assert page.post("/tests/small", content=pieces, headers=headers).status_code == status  # no length said


def test_other_routes_keep_theirs(page: TestClient) -> None:
    long = {"email": "x" * 66_000}
    assert page.post("/sign-in", data=long).status_code == 413
    assert page.post("/sign-in", data={str(n): "" for n in range(65)}).status_code == 400
    assert page.post("/sign-in", files={"roster": b"x"}).status_code == 400


def test_a_file_and_its_fields(page: TestClient) -> None:
    files = {"roster": ("C:\\lists\\../people\u202e.csv", b"a,b\r\n\x00\xff")}
    reply = page.post("/tests/roster", files=files, data={"group": ["one", "two"]})
    assert reply.json() == {
        "fields": {"group": ["one", "two"]},
        "file": {"name": "people.csv", "bytes": "a,b\r\n\x00\xff"},
    }


def test_a_file_that_was_left_out_is_none(page: TestClient) -> None:
    for files in ({"roster": ("", b"")}, {"other": (None, "x")}):
        assert page.post("/tests/roster", files=files).json()["file"] is None


@pytest.mark.parametrize(
    "files",
    [
        [("another", ("a.csv", b"x"))],
        [("roster", ("a.csv", b"x")), ("roster", ("b.csv", b"y"))],
        [(f"f{n}", (None, "x")) for n in range(5)],
        [("name", (None, "a\x00b"))],
    ],
)
def test_other_files_and_too_many_fields_are_refused(page: TestClient, files: list[object]) -> None:
    assert page.post("/tests/roster", files=files).status_code == 400  # type: ignore[arg-type]


def test_a_file_is_bounded(page: TestClient) -> None:
    fits = page.post("/tests/roster", files={"roster": ("a.csv", b"x" * 99_000)})
    assert len(fits.json()["file"]["bytes"]) == 99_000
    assert page.post("/tests/roster", files={"roster": ("a.csv", b"x" * 100_000)}).status_code == 413
    headers = {"Content-Length": str(LARGEST + 1), "Content-Type": "multipart/form-data; boundary=x"}
    assert page.post("/tests/roster", content=b"x", headers=headers).status_code == 413


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"--x--"),
        ("multipart/form-data; boundary=", b"--x--"),
        ("multipart/form-data; boundary=x", b"no part"),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\nno name\r\n--x--\r\n"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\nv\r\n--x--\r\n"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="\xff"\r\n\r\nv\r\n--x',
        ),
        (
            "multipart/form-data; boundary=x; charset=nonsense",
            b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nv\r\n--x--\r\n',
        ),
        ("multipart/form-data; boundary=\xff", b"--x--"),
        ("application/x-www-form-urlencoded", b"a=1"),
        ("text/csv", b"a,b"),
    ],
)
def test_parts_that_are_none_are_never_a_fault_of_ours(page: TestClient, kind: str, body: bytes) -> None:
    reply = page.post("/tests/roster", content=body, headers={"Content-Type": kind.encode("latin-1")})  # type: ignore[dict-item]
    assert reply.status_code in {200, 400}
