"""All plans of one subject, wherever they were made, with what became of them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection, select

from app.plans.actions import Dropping
from app.plans.models import PLAN, PLAN_REPORT
from app.plans.plan import Kind, Origin, Plan, PlanKey, Report, Went
from app.site_content import SiteContent

Reports = Mapping[PlanKey, Sequence[Report]]


class PlanBook(Dropping, Protocol):
    """What lessons, or debriefs, know of the plans that were made there."""

    def origins(
        self, connection: Connection, source_ids: Collection[str], *, subject_id: str
    ) -> Mapping[str, Origin]:
        """Where each was made, by source; left out where that is gone."""


Books = Mapping[Kind, PlanBook]


@dataclass(frozen=True, slots=True)
class PlanBooks:
    """`of` opens the books of the content of one moment; the slices that plans are made in lie above this one."""

    of: Callable[[SiteContent], Books]


def read_plans(connection: Connection, books: Books, *, subject_id: str | None) -> Sequence[Plan]:
    """The latest first. One that was saved without any words is none."""
    if subject_id is None:
        return []
    p = PLAN.c
    rows = connection.execute(select(PLAN).where(p.subject_id == subject_id, p.skipped.is_(False))).all()
    worded = [row for row in rows if row.when_text or row.say_text]
    origins = _origins(connection, books, [(Kind(row.kind), row.source_id) for row in worded], subject_id)
    reports = _reports(connection, subject_id)
    plans = []
    for row in worded:
        key = PlanKey(Kind(row.kind), row.source_id, row.plan_id)
        origin = origins.get((key.kind, key.source_id), Origin())
        plans.append(Plan(key, row.when_text, row.say_text, row.at, origin, reports.get(key, ())))
    return sorted(plans, key=lambda plan: (plan.at, plan.key), reverse=True)


def read_plan(connection: Connection, key: PlanKey, *, subject_id: str) -> tuple[str, str] | None:
    """When, and what to say; None where there is none."""
    p = PLAN.c
    named = [p[name] == value for name, value in key._asdict().items()]
    row = connection.execute(
        select(p.when_text, p.say_text).where(p.subject_id == subject_id, *named, p.skipped.is_(False))
    ).first()
    return (row.when_text, row.say_text) if row else None


def _reports(connection: Connection, subject_id: str) -> Reports:
    r = PLAN_REPORT.c
    found: defaultdict[PlanKey, list[Report]] = defaultdict(list)
    for row in connection.execute(select(PLAN_REPORT).where(r.subject_id == subject_id).order_by(r.at, r.id)):
        key = PlanKey(Kind(row.kind), row.source_id, row.plan_id)
        found[key].append(Report(Went(row.went), row.note, row.at))
    return found


def _origins(
    connection: Connection, books: Books, sources: Collection[tuple[Kind, str]], subject_id: str
) -> Mapping[tuple[Kind, str], Origin]:
    by_kind = {kind: {source_id for its_kind, source_id in sources if its_kind is kind} for kind in books}
    return {
        (kind, source_id): origin
        for kind, source_ids in by_kind.items()
        if source_ids
        for source_id, origin in books[kind].origins(connection, source_ids, subject_id=subject_id).items()
    }
