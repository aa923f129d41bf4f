"""What the table of a group holds by a ledger, and who needs a word: by the rules that people are told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from tests.training.history.ledger import Group, Item, Listed, Now, Run, Somebody, Stay
from tests.training.history.recount import DAY, MET, OPEN, Owed, owed, whole

Chairs = Sequence[Fraction | None]


@dataclass(frozen=True)
class Row:
    """Of the table. `asked` and `done` count items; `need` is the first word of why somebody needs one, or nothing."""

    name: str
    address: str = ""
    number: str = ""
    done: int = 0
    asked: int = 0
    chairs: Chairs = (None,) * 4
    due: datetime | None = None
    is_own: bool = False
    here: datetime | None = None
    standing: str = "not-begun"
    is_overdue: bool = False
    need: str = ""


def table(group: Group, now: Now) -> list[Row]:
    waits = [_waiting(one, now.at) for one in group.waiting if one.invited]
    return [row(stay, now) for stay in group.stays] + [one for one in waits if one.need]


def _waiting(one: Listed, now: datetime) -> Row:
    invited = one.invited or now
    need = f"invited {(now - invited).days}" if now - invited >= 7 * DAY else ""
    return Row(one.name, one.address, one.number, need=need)


def row(stay: Stay, now: Now) -> Row:
    every = [o for one in stay.group.sets for o in owed(stay, one, now) if o.begins <= now.at]
    counted = [one for one in every if one.status in {OPEN, MET}]
    items = {item for one in counted for item in one.done}
    left = {item for one in counted if one.status == OPEN for item, at in one.done.items() if not at}
    opened = sorted((one for one in counted if one.status == OPEN), key=_order)
    finished = bool(items) and not left and not opened
    begun = items & (never_finished(stay.who).keys() | ever_finished(stay.who))
    first = opened[0] if opened else None
    return Row(
        name=stay.name,
        address=stay.listed.address if stay.listed else "",
        number=stay.listed.number if stay.listed else "",
        done=len(items - left),
        asked=len(items),
        chairs=chairs(stay),
        due=first.due if first else None,
        is_own=bool(first and first.is_own),
        here=here(stay.who),
        standing="finished" if finished else "begun" if _has_begun(stay, items, begun) else "not-begun",
        is_overdue=bool(first and first.due < now.at),
        need="" if finished else need(stay, opened, items, now.at),
    )


def _order(one: Owed) -> tuple[datetime, str, int]:
    return one.due, one.set.id, one.round


def _has_begun(stay: Stay, items: set[Item], begun: set[Item]) -> bool:
    return bool(begun) if items else here(stay.who) is not None


def ever_finished(who: Somebody) -> set[Item]:
    read = {("lesson", name) for name, one in who.readings.items() if one.finished}
    return read | {("scenario", run.scenario) for run in whole(who)}


def never_finished(who: Somebody) -> dict[Item, datetime]:
    """What was begun, and when it was touched last."""
    read = {("lesson", name): one.touched for name, one in who.readings.items()}
    played: dict[Item, datetime] = {}
    for run in who.runs:
        if run.ended is None:
            item = ("scenario", run.scenario)
            played[item] = max(r.touched for r in who.runs if r.scenario == run.scenario)
    return {item: at for item, at in {**read, **played}.items() if item not in ever_finished(who)}


def here(who: Somebody) -> datetime | None:
    touches = [run.touched for run in who.runs] + [one.touched for one in who.readings.values()]
    return max(touches, default=None)


def shown(stay: Stay) -> list[Run]:
    return [run for run in whole(stay.who) if stay.earlier or run.started >= stay.joined]


def chairs(stay: Stay) -> Chairs:
    """From −6 to +6: the mean of the last three whole runs that leads see."""
    last = [scaled(run) for run in shown(stay)[:3]]
    columns = [[one[seat] for one in last if one[seat] is not None] for seat in range(4)]
    return [sum(column, Fraction()) / len(column) if column else None for column in columns]  # type: ignore[arg-type]


def scaled(run: Run) -> Chairs:
    found: list[Fraction | None] = []
    for total, (low, high) in zip(run.totals, run.limits, strict=True):
        end = high if total > 0 else -low
        found.append(None if low == high else Fraction(6 * total, end) if total else Fraction())
    return found


def need(stay: Stay, opened: list[Owed], items: set[Item], now: datetime) -> str:
    """The gravest reason, with its days where it has any."""
    if stay.talked and now - stay.talked < 14 * DAY:
        return ""
    late = [now - one.due for one in opened if now - one.due >= DAY]
    if late:
        return f"overdue {max(late).days}"
    begun = {item: at for item, at in never_finished(stay.who).items() if item in items}
    last = here(stay.who)
    from_then_on = [max(one.begins, one.set.at) for one in opened] + list(begun.values())
    if from_then_on:
        quiet = now - max(min(from_then_on), last or stay.joined, stay.joined)
        if quiet >= 14 * DAY:
            return f"quiet {quiet.days}"
    stuck = [now - at for at in begun.values() if now - at >= 7 * DAY and last and last - at >= DAY]
    if stuck:
        return f"stuck {max(stuck).days}"
    return "one chair" if away(stay) else ""


def away(stay: Stay) -> bool:
    latest: dict[str, Chairs] = {}
    for run in shown(stay):
        latest.setdefault(run.scenario, scaled(run))
    last = list(latest.values())[:3]
    return len(last) == 3 and any(all((one[seat] or 0) < 0 for one in last) for seat in range(4))
