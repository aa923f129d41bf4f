"""Attempts as they stand in the database after they were played."""

import hashlib
from datetime import datetime
from pathlib import Path

from app.db import Database
from app.practice.attempts.models import ScenarioVersion
from app.practice.attempts.versions import limit_columns
from app.record.models import Attempt
from app.scenarios.format.scenario_file import read_stored
from tests.subjects import nth_subject

BEST, WORST = (2, 1, 1, 1), (-2, -1, -1, 2)


def played(
    database: Database,
    content: Path,
    number: int,
    at: datetime,
    totals: tuple[int, ...] = BEST,
    *,
    begun: bool = False,
) -> None:
    """Attempt `number` of the first subject at the scenario “printer”, finished unless it was only begun."""
    source = (content / "scenarios" / "printer.md").read_bytes()
    sha = hashlib.sha256(source).hexdigest()
    me = nth_subject(database)
    chairs = dict(zip(("customer", "organization", "colleagues", "self_"), totals, strict=True))
    with database.write() as db:
        if db.get(ScenarioVersion, sha) is None:
            scenario = read_stored("printer", source)
            assert scenario
            limits = limit_columns(scenario)
            db.add(ScenarioVersion(sha=sha, scenario_id="printer", source=source, stored_at=at, **limits))
            db.flush()
        attempt = Attempt(
            id=f"attempt-{number}",
            subject_id=me,
            scenario_id="printer",
            version=sha,
            started_at=at,
            updated_at=at,
            finished_at=None if begun else at,
            scene="desk" if begun else "alone",
            ending=None if begun else "alone",
            **chairs,
        )
        db.add(attempt)
