"""The person behind a request, as everything above sees them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    LEARNER = "learner"
    TRAINER = "trainer"
    ADMIN = "admin"


@dataclass(frozen=True)
class Who:
    """Without `subject_id` nothing has been kept of them yet; without `role` they have no account.

    `time_zone` is UTC until it is known.
    """

    subject_id: str | None = None
    name: str = ""
    email: str = ""
    role: str = ""
    time_zone: str = "UTC"
    token_hash: str = ""
    seen_at: datetime | None = None
    zone_known: bool = False

    @property
    def signed_in(self) -> bool:
        return self.role != ""


NOBODY = Who()
