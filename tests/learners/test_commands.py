"""`fourchairs admin`: the first admin, and a way back in for anybody."""

import re
from dataclasses import replace

import pytest
from fastapi import FastAPI
from sqlmodel import select
from typer.testing import CliRunner, Result

from app.cli import cli
from app.db import Database
from app.learners.models import Learner
from app.web.site import give_site, site_of
from tests.conftest import SECRET, Browse
from tests.learners.people import OTHER, PASSWORD, is_signed_in, learner, sign_in


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, database_url: str) -> None:
    for name, value in {"DATABASE_URL": database_url, "SECRET": SECRET, "PORT": "8000"}.items():
        monkeypatch.setenv(name, value)


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["admin", *words])


def path_in(result: Result) -> str:
    found = re.search(r"http://127\.0\.0\.1:8000(/reset/\S+)", result.output)
    assert found, result.output
    return found[1]


@pytest.fixture
def clock_is_now(site: FastAPI) -> None:
    """The command knows only the real time."""
    from app.main import utc_now  # noqa: PLC0415

    give_site(site, replace(site_of(site), clock=utc_now))


def test_the_first_admin_chooses_a_password_by_link(clock_is_now: None, browse: Browse) -> None:
    result = run("create", "Ada@Example.org")
    assert result.exit_code == 0
    browse().post(path_in(result), data={"new_password": PASSWORD})
    assert sign_in(browse(), "ada@example.org").get("/admin/people").status_code == 200


def test_an_account_that_is_there_already_starts_anew(
    clock_is_now: None, browse: Browse, database: Database
) -> None:
    """Whoever signed up with that address first may not be the person who is meant."""
    stranger = learner(browse)
    result = run("create", "dana@example.org")
    assert not is_signed_in(stranger)
    assert (
        stranger.post("/sign-in", data={"email": "dana@example.org", "password": PASSWORD}).status_code == 422
    )
    browse().post(path_in(result), data={"new_password": OTHER})
    sign_in(browse(), password=OTHER)
    with database.read() as db:
        assert db.exec(select(Learner.role)).all() == ["admin"]


def test_a_reset_link_leaves_the_role(clock_is_now: None, browse: Browse, database: Database) -> None:
    learner(browse)
    browse().post(path_in(run("reset", "dana@example.org")), data={"new_password": OTHER})
    sign_in(browse(), password=OTHER)
    with database.read() as db:
        assert db.exec(select(Learner.role)).all() == ["learner"]


@pytest.mark.parametrize(
    "words", [("create", "nobody"), ("reset", "nobody"), ("reset", "nobody@example.org")]
)
def test_addresses_that_lead_nowhere_are_named(words: tuple[str, str]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert "/reset/" not in result.output
