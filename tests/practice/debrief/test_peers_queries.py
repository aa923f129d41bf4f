"""However many have played, a debrief looks at the latest thousand of them and no further: the plans say so."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, text

from app.db import Database
from app.learners.models import SUBJECT
from app.practice.attempts.attempt import Evidence, Standing, Step, columns_of
from app.practice.attempts.models import CHOICE_TAKEN
from app.practice.attempts.transcript import transcript_of
from app.practice.debrief.queries.peers import LATEST, Share, read_peers
from app.record.models import ATTEMPT
from app.scenarios import engine
from app.scenarios.library import ScenarioLibrary
from tests.practice.attempts.test_versions import library, versions
from tests.practice.playing import LADDER
from tests.queries import Statement, heard

__all__ = ["library"]

MANY = 6 * LATEST
STEPS = ("ask", "ring", "thank", None)
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_others_are_read_in_the_order_of_an_index(database: Database, library: ScenarioLibrary) -> None:
    scenario = library.current.scenarios[LADDER]
    state = engine.replay(scenario, STEPS)
    with database.write() as db:
        versions(library).store(db, scenario, NOW)
        people = [{"id": f"{n:026}", "created_at": NOW, "seen_at": NOW} for n in range(MANY)]
        db.execute(insert(SUBJECT), people)
        told = {"scenario_id": LADDER, "version": scenario.version, "started_at": NOW, "updated_at": NOW}
        ended = {**told, **columns_of(state), "turn": 4, "ending": "light"}
        times = {person["id"]: NOW + timedelta(seconds=n) for n, person in enumerate(people)}
        db.execute(
            insert(ATTEMPT),
            [{"id": f"of-{who}", "subject_id": who, "finished_at": at, **ended} for who, at in times.items()],
        )
        said = {"scene": "desk", "choice": "ask", "order_shown": "", "at": NOW, "turn": 0}
        db.execute(
            insert(CHOICE_TAKEN),
            [{"subject_id": who, "attempt_id": f"of-{who}", **said} for who in times],
        )
        db.execute(text("analyze"))
    mine = Standing("mine", "somebody", LADDER, scenario.version, 4, state, "light")
    evidence = Evidence((Step(0, "desk", "ask", ()),))
    with database.read() as db, heard(database) as statements:
        peers = read_peers(db.connection(), transcript_of(scenario, mine, evidence))
    assert peers.share("desk", "ask") == Share(LATEST, LATEST)
    assert len(statements) == 2
    plan, looked_at = plan_of(database, statements[0])
    assert "ix_attempt_scenario_finished" in plan
    assert not re.search("sort|temp b-tree", plan, re.IGNORECASE)
    assert looked_at <= LATEST


def plan_of(database: Database, asked: Statement) -> tuple[str, int]:
    """The plan in words, and how many rows it looked at, as far as the database tells."""
    statement, given = asked
    with database.engine.connect() as connection:
        cursor = connection.connection.cursor()
        if database.is_sqlite:
            cursor.execute(f"explain query plan {statement}", given)
            return "\n".join(row[-1] for row in cursor.fetchall()), 0
        cursor.execute(f"explain (analyze, format json) {statement}", given)
        ((plan,),) = cursor.fetchone()
        return json.dumps(plan), sum(rows_of(plan["Plan"]))


def rows_of(plan: dict[str, Any]) -> list[int]:
    """What the scans at the bottom of it have looked at."""
    if "Plans" not in plan:
        return [int(plan["Actual Rows"]) + int(plan.get("Rows Removed by Filter", 0))]
    return [rows for child in plan["Plans"] for rows in rows_of(child)]
