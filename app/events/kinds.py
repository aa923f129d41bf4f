"""All kinds of events, to and from the rows that keep them."""

import json
from dataclasses import MISSING, fields
from typing import Any

from app.events import assignments, event
from app.events.event import Event, facts_of

KINDS: dict[str, type[Event]] = {
    kind.KIND: kind
    for module in (event, assignments)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Event) and vars(kind).get("KIND")
}
"""Whatever is written down in those files and has a name of its own."""


def as_json(happened: Event) -> str:
    return json.dumps(happened.facts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def from_stored(kind: str, *, subject: str, actor: str, facts: str) -> Event | None:
    """The event of a row; None for a kind that this program no longer knows, or knows with other facts."""
    known = KINDS.get(kind)
    told: dict[str, Any] = json.loads(facts)
    if known is None or not _needed(known) <= told.keys() <= set(facts_of(known)):
        return None
    return known(subject=subject, actor=actor, **told)


def _needed(kind: type[Event]) -> set[str]:
    """The facts without which there is no such event."""
    return {one.name for one in fields(kind) if one.default is MISSING} - {"subject", "actor"}
