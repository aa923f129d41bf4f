"""An event as it is kept, and a place among all of them."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from app.events.event import Event

_PLACE = re.compile(r"(?P<transaction>-?[0-9]{1,18})\.(?P<id>[0-9A-Za-z]+)")  # below 0 after a restore


@dataclass(frozen=True, slots=True)
class Recorded:
    """One row. `event` is None where this program does not know its kind, or knows it with other facts."""

    id: str
    transaction: int
    kind: str
    subject: str
    actor: str
    group: str
    at: datetime
    event: Event | None


class Place(NamedTuple):
    """Where a page of the log begins; as text, `transaction.id`."""

    transaction: int
    id: str

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """None where the text is no place."""
        found = _PLACE.fullmatch(text)
        return cls(int(found["transaction"]), found["id"]) if found else None

    def __str__(self) -> str:
        return f"{self.transaction}.{self.id}"
