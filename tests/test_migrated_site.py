"""A site that was begun under the last schema with numbers for ids goes on as if nothing had happened."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert
from starlette.testclient import TestClient

from app import migrations
from app.backup.older_schemas import tables_there
from app.db import Database
from app.learners.passwords import hash_password
from app.learners.queries import hashed
from app.scenarios.scenario import CHAIRS
from app.settings import Settings
from tests import old_schemas
from tests.conftest import Browse, Clock
from tests.databases import FreshDatabases
from tests.learners.people import PASSWORD, is_signed_in, sign_in
from tests.practice.playing import LADDER, SOURCE, Player, content, scenario
from tests.scenarios.brute_force import every_path

__all__ = ["content"]

ATTEMPT, REPLAY = "Abc_dEf-12345678", "9876543210fedcba"
VISITOR, LEARNER, RESET, CODE = (
    "a visitor’s token",
    "a learner’s token",
    "an old link’s token",
    "k7qf-2m9t-xx3p",
)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, databases: FreshDatabases, clock: Clock) -> Iterator[str]:
    """A visitor who is in the middle of a conversation, and a learner who has finished and replayed one."""
    with databases.fresh(request.param, migrated=False) as url:
        database = Database(url)
        old_schemas.make(database, "0004")
        with database.write() as db:
            tables = tables_there(db.connection())
            for name, rows in _rows(clock).items():
                for row in rows:
                    db.execute(insert(tables[name]).values(row))
        migrations.upgrade(database)
        database.close()
        yield url


@pytest.fixture
def settings(database_url: str, tmp_path: Path, content: Path) -> Settings:
    return Settings.read(
        database_url=database_url,
        secret="only-for-tests-only-for-tests-only-for-tests",
        content_dir=content,
        cache_dir=tmp_path / "cache",
        port=8000,
    )


@pytest.fixture
def as_(browse: Browse) -> Callable[[str], TestClient]:
    def as_(token: str) -> TestClient:
        browser = browse()
        browser.cookies.set("session", hashlib.sha256(token.encode()).hexdigest(), domain="127.0.0.1")
        return browser

    return as_


def test_a_visitor_goes_on_in_the_middle(as_: Callable[[str], TestClient]) -> None:
    visitor = as_(VISITOR)
    assert not is_signed_in(visitor)
    player = Player(visitor, "/play/halfwayhalfway00")
    assert set(player.lines()) == {"lend", "ring"}
    player.play("ring", "thank", ">")
    assert player.post("prediction", skip="1").status_code == 303


def test_a_learner_finds_everything(as_: Callable[[str], TestClient]) -> None:
    learner = as_(LEARNER)
    assert is_signed_in(learner)
    assert "Whose is it?" in Player(learner, f"/play/{ATTEMPT}/debrief").page()
    assert f'href="/play/{ATTEMPT}/debrief"' in Player(learner, f"/play/{REPLAY}/debrief").page()
    plans = learner.get("/plans").text
    assert "I will ask first." in plans
    assert f'href="/play/{ATTEMPT}/debrief"' in plans
    assert "It went badly" in plans
    assert "I’ll find out whose it is." in learner.get("/phrases").text
    assert f'href="/play/{REPLAY}/debrief"' in learner.get("/progress").text
    assert "Dana" in learner.get(f"/certificates/{CODE}").text
    assert learner.get("/play/halfwayhalfway00").status_code == 404


def test_an_account_opens_and_takes_its_visitor_along(as_: Callable[[str], TestClient]) -> None:
    browser = sign_in(as_(VISITOR), "dana@example.org")
    assert set(Player(browser, "/play/halfwayhalfway00").lines()) == {"lend", "ring"}
    assert browser.get(f"/play/{ATTEMPT}/debrief").status_code == 200


def test_a_link_for_a_new_password_still_works(browse: Browse) -> None:
    browser = browse()
    assert "dana@example.org" in browser.get(f"/reset/{RESET}").text
    new = {"new_password": "seven lamps under the stairs"}
    assert browser.post(f"/reset/{RESET}", data=new).status_code == 303
    assert browser.get(f"/reset/{RESET}").status_code == 404


def test_the_limits_of_stored_versions_are_worked_out(database: Database) -> None:
    (row,) = old_schemas.content(database)["scenario_version"]
    for chair in CHAIRS:
        totals = [path.end.totals.of(chair) for path in every_path(scenario()) or ()]
        assert (row[f"{chair}_low"], row[f"{chair}_high"]) == (min(totals), max(totals))


def test_a_replay_is_told_from_a_whole_run(database: Database) -> None:
    rows = old_schemas.content(database)["attempt"]
    assert {row["id"]: row["is_replay"] for row in rows} == {
        "halfwayhalfway00": False,
        ATTEMPT: False,
        REPLAY: True,
    }


def _rows(clock: Clock) -> dict[str, list[dict[str, Any]]]:
    now, sha = clock(), hashlib.sha256(SOURCE.encode()).hexdigest()
    later = {"created_at": now, "expires_at": now + timedelta(days=20), "browser": ""}
    told = {
        "scenario_id": LADDER,
        "version": sha,
        "started_at": now,
        "updated_at": now,
        "flags": "",
        "used": "",
    }
    asked = {"customer": -1, "organization": 1, "colleagues": 1, "self_": 0}
    rang = {"customer": 1, "organization": 2, "colleagues": 3, "self_": 0}
    over = {"finished_at": now, "scene": "light", "ending": "light", "turn": 4, **rang}
    steps = [
        ("desk", "ask", "ask lend refuse"),
        ("desk", "ring", "lend ring"),
        ("ben", "thank", "sigh thank"),
        ("hall", None, ""),
    ]
    return {
        "subject": [{"id": number, "created_at": now, "seen_at": now} for number in (1, 2)],
        "learner": [
            {
                **{"id": 7, "subject_id": 2, "email": "dana@example.org", "name": "Dana", "role": "learner"},
                **{"password_hash": hash_password(PASSWORD), "time_zone": "UTC", "created_at": now},
            }
        ],
        "browser_session": [
            {"token_hash": _token(VISITOR), "subject_id": 1, **later},
            {"token_hash": _token(LEARNER), "subject_id": 2, "learner_id": 7, **later},
        ],
        "reset_link": [
            {
                "token_hash": hashed(RESET),
                "learner_id": 7,
                "created_at": now,
                "expires_at": later["expires_at"],
            }
        ],
        "scenario_version": [
            {"sha": sha, "scenario_id": LADDER, "source": SOURCE.encode(), "stored_at": now}
        ],
        "attempt": [
            {
                **{"id": "halfwayhalfway00", "subject_id": 1, "turn": 1, "scene": "desk", **told, **asked},
                **{"flags": "asked", "used": "desk/ask"},
            },
            {"id": ATTEMPT, "subject_id": 2, **told, **over},
            {"id": REPLAY, "subject_id": 2, **told, **over},
        ],
        "choice_taken": [
            {
                "attempt_id": attempt,
                "turn": turn,
                "scene": scene,
                "choice": choice,
                "order_shown": order,
                "at": now,
            }
            for attempt, many in (("halfwayhalfway00", 1), (ATTEMPT, 4), (REPLAY, 4))
            for turn, (scene, choice, order) in enumerate(steps[:many])
        ],
        "replay": [{"attempt_id": REPLAY, "source_id": ATTEMPT, "shared": 1, "at": now}],
        "prediction": [{"attempt_id": attempt, "at": now} for attempt in (ATTEMPT, REPLAY)],
        "turning_guess": [{"attempt_id": attempt, "at": now} for attempt in (ATTEMPT, REPLAY)],
        "attempt_plan": [
            {"attempt_id": ATTEMPT, "when_text": "somebody runs", "say_text": "I will ask first.", "at": now}
        ],
        "plan_report": [
            {
                **{"subject_id": 2, "kind": "debrief", "source_id": ATTEMPT, "plan_id": "", "went": "badly"},
                **{"note": "Too fast.", "at": now},
            }
        ],
        "kept_phrase": [
            {
                **{"subject_id": 2, "source_kind": "scenario", "source_id": LADDER, "phrase_id": "phrase"},
                **{"text": "I’ll find out whose it is.", "kept_at": now},
            }
        ],
        "certificate": [
            {
                **{"id": CODE, "subject_id": 2, "course_id": "four-chairs", "course_title": "Four"},
                **{"lessons": 2, "scenarios": 1, "finished_at": now, "made_at": now},
            }
        ],
    }


def _token(name: str) -> str:
    """The hash of the cookie that `as_` carries."""
    return hashed(hashlib.sha256(name.encode()).hexdigest())
