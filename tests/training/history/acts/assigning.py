"""What a lead sets, changes and takes back."""

from collections.abc import Callable
from datetime import time
from typing import Any

from tests.training.history import shelf as course
from tests.training.history.acts.belonging import join
from tests.training.history.calendars import wall
from tests.training.history.history import DAY, History
from tests.training.history.ledger import Set
from tests.training.history.recount import EXCUSED, LEAST, MET, Owed, owed

HOURS = (time(17), time(9, 30), time(2, 30))
TARGETS = {
    "module": [course.MODULE],
    "lesson": list(course.LESSONS),
    "scenario": list(course.SCENARIOS),
}


def set_something(history: History) -> None:
    group, now = history.chance.choice(history.groups), history.clock()
    kind = history.chance.choice(list(TARGETS))
    there = [name for name in TARGETS[kind] if name not in history.shelf.gone]
    target = history.chance.choice(there)
    condition = history.chance.choice(["finished", "finished", "nobody-worse", "all-closer"])
    items = _items(history, kind, target)
    if not _reachable(history, items, condition):
        condition = "finished"
    today = wall(now, group.zone).date()
    opens = today + history.chance.choice([-40, -1, 0, 0, 0, 5]) * DAY
    months = history.chance.choice([None, None, 1, 2])
    on = opens + history.chance.choice([1, 3, 14, 25]) * DAY
    hour = history.chance.choice(HOURS)
    days = history.chance.choice([None, None, 10])
    whom = history.chance.sample(group.stays, 1) if group.stays and history.chance.random() < 0.25 else None
    title = {
        "module": "Not mine",
        "lesson": course.LESSONS.get(target),
        "scenario": course.SCENARIOS.get(target),
    }
    form = {
        **{"target": f"{kind}:{target}", "condition": condition, "opens": opens.isoformat()},
        **{"on": on.isoformat(), "hour": f"{hour:%H:%M}", "months": str(months or ""), "sure": "1"},
        **{"later": "" if days is None else str(days), "whom": "some" if whom else "all"},
        **({"people": [stay.who.subject for stay in whom]} if whom else {}),
    }
    url = history.post(history.lead, f"/teach/groups/{group.id}/assignments", **form)
    made = (url.rsplit("/", 1)[1], group, title[kind] or "", items, condition, whom, now, opens, on, hour)
    group.sets.append(Set(*made, months=months, days=days))


def _items(history: History, kind: str, target: str) -> list[tuple[str, str]]:
    if kind != "module":
        return [(kind, target)]
    lessons = [("lesson", name) for name in history.shelf.there(course.LESSONS)]
    return lessons + [("scenario", name) for name in history.shelf.there(course.SCENARIOS)]


def _reachable(history: History, items: list[tuple[str, str]], condition: str) -> bool:
    least = LEAST[condition]
    names = [name for kind, name in items if kind == "scenario"]
    return all(
        any(min(totals) >= least for totals in course.ends(name, history.shelf.scenario_text(name)))
        for name in names
    )


def move(history: History) -> None:
    """The date of all: forward or back, by days."""
    for one in _some(history, lambda one: one.withdrawn is None):
        latest = one.opens + 27 * DAY
        on = max(one.opens + DAY, min(latest, one.on + history.chance.choice([-5, 7, 20]) * DAY))
        hour = history.chance.choice(HOURS)
        if (on, hour) != (one.on, one.hour):
            one.before, one.moved, one.on, one.hour = (one.on, one.hour), history.clock(), on, hour
            form = {"on": on.isoformat(), "hour": f"{hour:%H:%M}", "sure": "1"}
            history.post(history.lead, f"{_url(history, one)}/date", **form)


def move_back(history: History) -> None:
    for one in _some(history, lambda one: bool(one.moved and history.clock() - one.moved <= DAY)):
        assert one.before
        (one.on, one.hour), one.before, one.moved = one.before, None, None
        history.post(history.lead, f"{_url(history, one)}/date/undo")


def withdraw(history: History) -> None:
    """For good, or for an hour, in which somebody may join."""
    for one in _some(history, lambda one: one.withdrawn is None):
        one.withdrawn = history.clock()
        history.post(history.lead, f"{_url(history, one)}/withdraw", sure="1")
        if history.chance.random() < 0.6:
            history.clock.advance(minutes=30)
            join(history, one.group)
            history.clock.advance(minutes=30)
            _set_again(history, one)


def set_again(history: History) -> None:
    for one in _some(history, lambda one: bool(one.withdrawn and history.clock() - one.withdrawn <= DAY)):
        _set_again(history, one)


def _set_again(history: History, one: Set) -> None:
    one.withdrawn = None
    history.post(history.lead, f"{_url(history, one)}/withdraw/undo")
    history.rounds_begin()


def excuse(history: History) -> None:
    """Somebody from every round that they owe by now, or from none any more."""
    for part in _owing(history):
        one, known = part.set, {(part.stay, number) for number in range(1, part.round + 1)}
        yes = part.status != EXCUSED
        one.excused = one.excused | known if yes else one.excused - known
        history.post(history.lead, f"{_url_of(history, part)}/excuse", excused="1" if yes else "0", sure="1")


def own_date(history: History) -> None:
    """Of one person in the latest round that they owe; or the date of all again."""
    for part in _owing(history):
        one, here = part.set, (part.stay, part.round)
        url = f"{_url_of(history, part)}/date"
        if part.is_own and history.chance.random() < 0.5:
            del one.own[here]
            history.post(history.lead, url, own="0", sure="1")
            continue
        on = wall(part.begins, one.group.zone).date() + history.chance.choice([2, 9, 21]) * DAY
        if one.own.get(here) != (on, time(12)):
            one.own[here] = (on, time(12))
            history.post(history.lead, url, on=on.isoformat(), hour="12:00", sure="1")


def take_over(history: History) -> None:
    """What has come into the module since."""
    for one in _some(history, lambda one: one.title == "Not mine" and one.withdrawn is None):
        fresh = [item for item in _items(history, "module", "") if item not in one.items]
        if fresh:
            one.items = [*one.items, *fresh]
            history.post(history.lead, f"{_url(history, one)}/items", sure="1")


def _url(history: History, one: Set) -> str:
    return f"/teach/groups/{one.group.id}/assignments/{one.id}"


def _some(history: History, which: Callable[[Set], bool]) -> list[Set]:
    return _one_of(history, [one for one in history.sets if which(one)])


def _owing(history: History) -> list[Owed]:
    """One who has not met the latest round that they owe of something that is not withdrawn."""
    pairs = [(one, stay) for one in history.sets for stay in one.group.stays if one.withdrawn is None]
    latest = [parts[-1] for one, stay in pairs if (parts := owed(stay, one, history.now))]
    return _one_of(history, [part for part in latest if part.status != MET])


def _url_of(history: History, part: Owed) -> str:
    return f"{_url(history, part.set)}/people/{part.stay.who.subject}"


def _one_of(history: History, found: list[Any]) -> list[Any]:
    """One of them, or none where there is none."""
    return history.chance.sample(found, min(1, len(found)))
