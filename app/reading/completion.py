"""How far a learner is in one lesson, always computed from the version that is served now."""

from collections.abc import Mapping, Sequence

from app.lessons.part import Part
from app.lessons.progress_key import ProgressKey, SectionKey
from app.reading.marking import done, required
from app.reading.marks import Marks


def percent(marks: Marks, key: ProgressKey) -> int:
    """0–100, rounded down, so that 100 means all of it. Marks for ids that are gone do not count."""
    return 100 * len(done(marks, key)) // len(required(key))


def is_updated(marks: Marks, key: ProgressKey) -> bool:
    """The lesson asks something else than when this learner finished it; a change of prose does not count."""
    return marks.completion is not None and marks.completion.digest != key.digest


def parts_done(marks: Marks, key: ProgressKey) -> frozenset[Part]:
    """Recall, checks and plan are done when answered; a part to read, when a later one was reached."""
    reached = _furthest(marks, key)
    return frozenset(
        section.part
        for index, section in enumerate(key.sections)
        if (_all_done(section, marks, key) if section.blocks else index < reached or marks.is_complete)
    )


def gone_place(marks: Marks, key: ProgressKey) -> str:
    """The version whose blocks must be known to go on, since the place is no longer there; else empty."""
    if marks.place is None or marks.is_complete or marks.place.block in key.blocks:
        return ""
    return marks.place.version


def block_to_resume(marks: Marks, key: ProgressKey, before: Mapping[str, ProgressKey]) -> str:
    """Where the learner left off, as far as it is still there; empty where there is nothing to go on with.

    `before` holds the version that `gone_place` names, if it can still be read.
    """
    if marks.place is None or marks.is_complete:
        return ""
    earlier = before.get(marks.place.version)
    return resume_block(marks.place.block, earlier.blocks if earlier else (), key.blocks)


def resume_block(block: str, before: Sequence[str], now: Sequence[str]) -> str:
    """Where to take the learner back to: `block`, else its nearest predecessor that is still there, else the beginning.

    `before` are the blocks of the version in which the learner stood at `block`, `now` those of today's.
    """
    if block in now:
        return block
    earlier = before[: before.index(block)] if block in before else ()
    return next((passed for passed in reversed(earlier) if passed in now), now[0])


def _all_done(section: SectionKey, marks: Marks, key: ProgressKey) -> bool:
    return done(marks, key) >= set(section.blocks)


def _furthest(marks: Marks, key: ProgressKey) -> int:
    """Index of the last section the learner has been in, −1 for none."""
    been = marks.seen | done(marks, key)
    return max(
        (i for i, section in enumerate(key.sections) if been & {section.id, *section.blocks}), default=-1
    )
