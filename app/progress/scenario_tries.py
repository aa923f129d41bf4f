"""All tries at one scenario together: the first, the last, and the best for whoever came off worst."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from app.progress.history import AttemptRecord, Bars

FIRST, LAST, BEST = "first", "latest", "best"


@dataclass(frozen=True, slots=True)
class Tries:
    """In order of time. `marks` by attempt; there are none where only one was finished."""

    scenario_id: str
    attempts: tuple[AttemptRecord, ...]
    marks: Mapping[str, tuple[str, ...]]


def tries(attempts: Sequence[AttemptRecord], bars: Mapping[str, Bars]) -> list[Tries]:
    """By scenario, the one played last first; `attempts` come in order of time."""
    found: dict[str, list[AttemptRecord]] = {}
    for made in attempts:
        found.setdefault(made.scenario_id, []).append(made)
    latest_first = sorted(found, key=lambda name: max(made.updated_at for made in found[name]), reverse=True)
    return [Tries(name, tuple(found[name]), marks(found[name], bars)) for name in latest_first]


def latest_of(every: Sequence[Tries], shown: Collection[str]) -> list[Tries]:
    """What is left of them where only these attempts are shown; each keeps the marks it has among all."""
    kept = [replace(one, attempts=tuple(made for made in one.attempts if made.id in shown)) for one in every]
    return [one for one in kept if one.attempts]


def marks(attempts: Sequence[AttemptRecord], bars: Mapping[str, Bars]) -> Mapping[str, tuple[str, ...]]:
    """Which of one scenario’s attempts is the first, the latest and the best."""
    finished = [made for made in attempts if made.finished_at]
    if len(finished) < 2:
        return {}
    best = _best(finished, bars)
    named = ((FIRST, finished[0].id), (LAST, finished[-1].id), (BEST, best))
    return {made.id: tuple(name for name, of in named if of == made.id) for made in finished}


def _best(finished: Sequence[AttemptRecord], bars: Mapping[str, Bars]) -> str | None:
    """The earliest of several as good; None where no chair was tested or no limits are known."""
    judged = [(heights, made.id) for made in finished if (heights := lowest_first(bars.get(made.id, {})))]
    return max(judged, key=lambda one: one[0])[1] if judged else None


def lowest_first(bars: Bars) -> tuple[float, ...]:
    """The greater of two is better for whoever came off worst, then for the next."""
    return tuple(sorted(height for height in bars.values() if height is not None))
