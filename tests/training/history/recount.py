"""What follows from a ledger, reckoned apart from the product: who owes what, and how far they are.

The rules are those that people are told, in the plainest way to go about them: everything is looked at, each time.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tests.training.history.calendars import day_begins, instant, months_later, wall
from tests.training.history.ledger import Item, Now, Reading, Run, Set, Somebody, Stay

DAY = timedelta(days=1)
LEAST = {"finished": -99, "nobody-worse": 0, "all-closer": 1}
MET, WITHDRAWN, EXCUSED, ENDED, OPEN = "met", "withdrawn", "excused", "ended", "open"
PLAN = "plan"


@dataclass(frozen=True)
class Owed:
    """What one stay owes in one round. `done` says of each item that counts when it was, if it was."""

    stay: Stay
    set: Set
    round: int
    begins: datetime
    due: datetime
    is_own: bool
    status: str
    done: dict[Item, datetime | None]
    met: datetime | None

    @property
    def number_done(self) -> int:
        return sum(at is not None for at in self.done.values())


def under_way(one: Set, at: datetime) -> int:
    """The round that has begun last by then; 0 before the first."""
    number = 0
    while begins(one, number + 1) <= at:
        number += 1
        if one.months is None:
            break
    return number


def begins(one: Set, number: int) -> datetime:
    return day_begins(months_later(one.opens, (number - 1) * (one.months or 0)), one.group.zone)


def since(one: Set, stay: Stay) -> datetime | None:
    """From when on they owe it; None where they do not."""
    if one.whom is not None:
        return one.at if stay in one.whom else None
    never = one.withdrawn is not None and stay.joined >= one.withdrawn
    return None if never else max(stay.joined, one.at)


def rounds(one: Set, stay: Stay, now: datetime) -> list[int]:
    start = since(one, stay)
    if start is None:
        return []
    first = max(1, under_way(one, start))
    last = under_way(one, min(now, one.withdrawn or now))
    return list(range(first, max(first, last) + 1))


def due(one: Set, stay: Stay, number: int) -> datetime:
    on, hour = _day_and_hour(one, stay, number)
    return instant(on, hour, one.group.zone)


def _day_and_hour(one: Set, stay: Stay, number: int) -> tuple[date, time]:
    if (stay, number) in one.own:
        return one.own[stay, number]
    start = since(one, stay) or one.at
    if one.days is not None and start > one.at and start > begins(one, number):
        return wall(start, one.group.zone).date() + one.days * DAY, one.hour
    return months_later(one.on, (number - 1) * (one.months or 0)), one.hour


def done_at(item: Item, one: Set, who: Somebody, start: datetime | None, now: Now) -> datetime | None:
    """`start`: only what was done from then on counts; None in the first round, in which everything does."""
    kind, name = item
    if kind == "scenario":
        ends = [
            run.ended
            for run in whole(who)
            if run.scenario == name and min(run.totals) >= LEAST[one.condition] and run.ended
        ]
        return min((at for at in ends if start is None or at >= start), default=None)
    if start is None:
        return who.readings[name].finished if name in who.readings else None
    answered: set[str] = set()
    for given in sorted((g for g in who.given if g.lesson == name and g.at >= start), key=lambda g: g.at):
        answered.add(given.question)
        for asked in (given.asked, now.questions.get(name)):
            if asked and asked <= answered:
                return given.at
    return None


def whole(who: Somebody) -> list[Run]:
    """The latest first."""
    found = [run for run in who.runs if run.ended and not run.is_replay]
    return sorted(found, key=lambda run: run.ended or run.started, reverse=True)


def owed(stay: Stay, one: Set, now: Now) -> list[Owed]:
    return [_owed(stay, one, number, now) for number in rounds(one, stay, now.at)]


def _owed(stay: Stay, one: Set, number: int, now: Now) -> Owed:
    start = begins(one, number)
    done = {item: done_at(item, one, stay.who, start if number > 1 else None, now) for item in one.items}
    there = [item for item in one.items if item[1] not in now.gone]
    times = [at for at in done.values() if at]
    met = max(times) if times and all(done[item] for item in there or one.items) else None
    status = (
        MET
        if met
        else WITHDRAWN
        if one.withdrawn
        else EXCUSED
        if (stay, number) in one.excused
        else OPEN
        if there
        else ENDED
    )
    counting = {item: at for item, at in done.items() if at or item in there}
    own = (stay, number) in one.own
    return Owed(stay, one, number, start, due(one, stay, number), own, status, counting, met)


def merged(one: Reading, other: Reading) -> Reading:
    """Two people’s way through a lesson as one’s."""
    latest = one if one.touched >= other.touched else other
    both = [one.decided, other.decided]
    decided = {name: max(found[name] for found in both if name in found) for name in {*both[0], *both[1]}}
    ends = [at for at in (one.finished, other.finished) if at]
    both_read = Reading(latest.touched, latest.asked, decided, min(ends, default=None))
    return through(both_read)


def through(reading: Reading) -> Reading:
    """Finished once all that was asked there, when it was touched last, is decided: with the last of it."""
    wanted = {*reading.asked, PLAN}
    if reading.finished is None and wanted <= reading.decided.keys():
        reading.finished = max(reading.decided[name] for name in wanted)
    return reading
