"""The order in which choices are shown, so that the first as written is not always the first on the page."""

from collections.abc import Sequence
from hashlib import sha256

from app.scenarios.scenario import Choice


def order_shown(attempt_id: str, scene_id: str, choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """Shuffled, and the same for the same attempt and scene on every machine and after every restart.

    A choice keeps its place among the others when one of them is no longer offered.
    """
    return tuple(sorted(choices, key=lambda choice: _place(attempt_id, scene_id, choice.id)))


def _place(*names: str) -> bytes:
    return sha256("\0".join(names).encode()).digest()
