"""The one thing that Today proposes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.content.chair import CHAIRS, Chair
from app.progress.course_view import Item, State
from app.progress.history import AttemptRecord, Bars


@dataclass(frozen=True, slots=True)
class Step:
    """`kind` is resume, lesson, scenario, replay or none; `item` is what it is about, `chair` the weakest one."""

    kind: str
    item: Item | None = None
    chair: Chair | None = None


def next_step(items: Sequence[Item]) -> Step:
    """What is under way, the one touched last; else the first lesson or scenario in order that is new.

    With everything finished, the kind is `replay`; where there is nothing, `none`.
    """
    begun = [item for item in items if item.is_open and item.last_at]
    if begun:
        return Step("resume", max(begun, key=lambda item: (item.last_at is not None, item.last_at)))
    fresh = next((item for item in items if item.state is State.NEW), None)
    if fresh:
        return Step(fresh.kind, fresh)
    return Step("replay") if items else Step("none")


def latest_of_each(attempts: Sequence[AttemptRecord]) -> Sequence[AttemptRecord]:
    """The last finished attempt at each scenario; `attempts` come in order of time."""
    return list({made.scenario_id: made for made in attempts if made.finished_at}.values())


def weakest_chair(latest: Sequence[AttemptRecord], bars: Mapping[str, Bars]) -> tuple[Chair, str] | None:
    """The chair with the lowest mean bar, and the scenario where it ended lowest; None where nothing is known."""
    known: dict[Chair, list[tuple[float, str]]] = {chair: [] for chair in CHAIRS}
    for made in latest:
        for chair, height in bars.get(made.id, {}).items():
            if height is not None:
                known[chair].append((height, made.scenario_id))
    means = [(sum(h for h, _ in found) / len(found), chair) for chair, found in known.items() if found]
    if not means:
        return None
    _, weakest = min(means, key=lambda mean: mean[0])
    return weakest, min(known[weakest])[1]


def replay_step(found: tuple[Chair, str] | None, items: Sequence[Item]) -> Step:
    """Play again where the weakest chair ended lowest; without attempts to judge by, the first scenario."""
    plays = {item.id: item for item in items if item.kind == "scenario"}
    if found and found[1] in plays:
        return Step("replay", plays[found[1]], found[0])
    return Step("replay", next(iter(plays.values()), None))
