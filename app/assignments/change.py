"""What of an assignment can be changed once it is set, and what was there before: each as a text that is kept.

So any change is undone in one way, and the log tells any of them from one text to the other.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from app.assignments.items import Item, ItemKey, ItemKind

UNDONE_WITHIN = timedelta(days=1)


class ChangeKind(StrEnum):
    """The values are kept, and stand in addresses. DATE and EXCUSE are also of one person alone.

    As texts: a date as `DueDate.text` (of one person: the round before it, and nothing more where they have none of
    their own), days from joining (empty: the same date for all), a condition, the keys of items, “withdrawn” or
    nothing, the rounds from which somebody is excused.
    """

    DATE = "date"
    LATER = "later"
    CONDITION = "condition"
    ITEMS = "items"
    WITHDRAW = "withdraw"
    EXCUSE = "excuse"


WITHDRAWN = "withdrawn"


def can_be_undone(at: datetime, now: datetime) -> bool:
    """For a day."""
    return now - at <= UNDONE_WITHIN


def keys_text(items: Iterable[Item]) -> str:
    return " ".join(f"{item.kind}:{item.id}" for item in items)


def keys_of(text: str) -> frozenset[ItemKey]:
    pairs = (key.split(":", 1) for key in text.split())
    return frozenset(ItemKey(ItemKind(kind), name) for kind, name in pairs)


def own_date_text(number: int, date: str) -> str:
    """A person’s own date in a round; `date` is empty where it is that of everybody."""
    return f"{number} {date}".strip()


def own_date_of(text: str) -> tuple[int, str]:
    number, _, date = text.partition(" ")
    return int(number), date


def rounds_text(rounds: Iterable[int]) -> str:
    return " ".join(map(str, sorted(rounds)))


def rounds_of(text: str) -> frozenset[int]:
    return frozenset(map(int, text.split()))


def done_text(done: Mapping[ItemKey, datetime]) -> str | None:
    """None of nothing."""
    kept = {f"{kind}:{name}": at.isoformat() for (kind, name), at in sorted(done.items())}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")) if kept else None


def done_of(text: str | None) -> dict[ItemKey, datetime]:
    kept: Mapping[str, str] = json.loads(text) if text else {}
    found = {}
    for key, at in kept.items():
        kind, _, name = key.partition(":")
        found[ItemKey(ItemKind(kind), name)] = datetime.fromisoformat(at)
    return found
