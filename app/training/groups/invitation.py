"""A group’s code: how long it lasts, for how many, and when it no longer works."""

from dataclasses import dataclass
from datetime import datetime, timedelta

DAYS = (7, 30, 90, 365)
USUAL_DAYS = 30
MOST_USES = 5_000
USUAL_USES = 100
DEAD = "This code does not work any more. Ask whoever gave it to you for a new one."
"""The same whatever the reason: unknown, over, used up or revoked. A code tells nobody what there is."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """`uses` of `most_uses` are gone."""

    code: str
    group_id: str
    made_at: datetime
    expires_at: datetime
    most_uses: int
    uses: int = 0
    revoked_at: datetime | None = None

    def works(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at and self.uses < self.most_uses

    @property
    def left(self) -> int:
        return self.most_uses - self.uses


def ends_at(now: datetime, days: int) -> datetime:
    return now + timedelta(days=days)
