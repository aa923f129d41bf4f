"""All plans of one subject, wherever they were made, with what became of them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, func, or_, select, tuple_

from app.plans.actions import Dropping
from app.plans.models import PLAN, PLAN_REPORT
from app.plans.plan import Kind, Origin, Plan, PlanKey, Report, Went, longest_waiting
from app.site_content import SiteContent

PAGE, REPORTS, REPORTS_OF_ONE = 20, 5, 50
"""Plans on a page, reports beside each of them, and reports of a plan that is shown alone."""
ORDER = tuple(PLAN.c[name] for name in ("at", *PlanKey._fields))
_WORDED = (PLAN.c.skipped.is_(False), or_(PLAN.c.when_text != "", PLAN.c.say_text != ""))


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


@dataclass(frozen=True)
class PlanList:
    """A page of plans; `after` names the one that the next page begins after, None on the last."""

    plans: Sequence[Plan] = ()
    after: PlanKey | None = None


def read_plans(
    connection: Connection, books: Books, *, subject_id: str | None, after: PlanKey | None = None
) -> PlanList:
    """The latest first, each with its latest reports. One that was saved without any words is none."""
    if subject_id is None:
        return PlanList()
    query = _worded(subject_id).order_by(*(column.desc() for column in ORDER)).limit(PAGE + 1)
    if after is not None:
        last = select(*ORDER).where(PLAN.c.subject_id == subject_id, *_is(PLAN, after)).scalar_subquery()
        query = query.where(tuple_(*ORDER) < last)
    rows = connection.execute(query).all()
    plans = _plans_of(connection, books, rows[:PAGE], subject_id)
    return PlanList(plans, plans[-1].key if len(rows) > PAGE else None)


def read_whole_plan(
    connection: Connection, books: Books, key: PlanKey, *, subject_id: str | None, before: str = ""
) -> Plan | None:
    """One plan with a page of its reports, from the one before the id `before` on."""
    row = connection.execute(_worded(subject_id or "").where(*_is(PLAN, key))).first()
    if row is None:
        return None
    return _plans_of(connection, books, [row], subject_id or "", most=REPORTS_OF_ONE, before=before)[0]


def waiting_plan(
    connection: Connection, books: Books, *, subject_id: str | None, zone: str, today: date
) -> Plan | None:
    """The plan to ask about today; its reports are left out but for the one that counts."""
    if subject_id is None:
        return None
    p, r, one = PLAN.c, PLAN_REPORT.c, PLAN_REPORT.alias().c
    since = (
        one.subject_id == p.subject_id,
        *(one[name] == p[name] for name in PlanKey._fields),
        one.at >= p.at,
    )
    latest = (
        select(one.id)
        .where(*since)
        .order_by(one.at.desc(), one.id.desc())
        .limit(1)
        .correlate(PLAN)
        .scalar_subquery()
    )
    last = and_(r.subject_id == p.subject_id, r.id == latest)
    begins = func.coalesce(r.at, p.at)
    query = (
        select(PLAN, r.went, r.note, r.at.label("reported_at"))
        .select_from(PLAN.outerjoin(PLAN_REPORT, last))
        .where(p.subject_id == subject_id, *_WORDED, or_(r.went.is_(None), r.went == Went.NO_CHANCE))
        .order_by(begins, p.at)
        .limit(PAGE)
    )
    plans = []
    for row in connection.execute(query):
        reports = (Report(Went(row.went), row.note, row.reported_at),) if row.went else ()
        plans.append(Plan(_key(row), row.when_text, row.say_text, row.at, reports=reports))
    found = longest_waiting(plans, zone=zone, today=today)
    if found is None:
        return None
    origins = _origins(connection, books, [(found.key.kind, found.key.source_id)], subject_id)
    return replace(found, origin=origins.get((found.key.kind, found.key.source_id), Origin()))


def _worded(subject_id: str) -> Select[Any]:
    return select(PLAN).where(PLAN.c.subject_id == subject_id, *_WORDED)


def _is(table: Table, key: PlanKey) -> list[ColumnElement[bool]]:
    return [table.c[name] == value for name, value in key._asdict().items()]


def _key(row: Any) -> PlanKey:
    return PlanKey(Kind(row.kind), row.source_id, row.plan_id)


def _plans_of(
    connection: Connection,
    books: Books,
    rows: Sequence[Any],
    subject_id: str,
    *,
    most: int = REPORTS,
    before: str = "",
) -> Sequence[Plan]:
    keys = [_key(row) for row in rows]
    origins = _origins(connection, books, [(key.kind, key.source_id) for key in keys], subject_id)
    reports = _reports(connection, subject_id, keys, most, before)
    plans = []
    for key, row in zip(keys, rows, strict=True):
        found, more = reports.get(key, ([], ""))
        origin = origins.get((key.kind, key.source_id), Origin())
        plans.append(Plan(key, row.when_text, row.say_text, row.at, origin, found[::-1], more))
    return plans


def _reports(
    connection: Connection, subject_id: str, keys: Sequence[PlanKey], most: int, before: str
) -> Mapping[PlanKey, tuple[list[Report], str]]:
    """By plan: the latest first, and the id of the last of them where there are more."""
    r = PLAN_REPORT.c
    of_keys = tuple_(*(r[name] for name in PlanKey._fields)).in_([tuple(key) for key in keys])
    place = func.row_number().over(
        partition_by=[r[name] for name in PlanKey._fields], order_by=(r.at.desc(), r.id.desc())
    )
    numbered = select(PLAN_REPORT, place.label("place")).where(r.subject_id == subject_id, of_keys)
    if before:
        numbered = numbered.where(r.id < before)
    every = numbered.subquery()
    found: dict[PlanKey, tuple[list[Report], str]] = {}
    latest_first = select(every).where(every.c.place <= most + 1).order_by(every.c.place)
    for row in connection.execute(latest_first) if keys else ():
        reports = found.setdefault(_key(row), ([], ""))[0]
        if row.place > most:
            found[_key(row)] = (reports, reports[-1].id)
        else:
            reports.append(Report(Went(row.went), row.note, row.at, row.id))
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
