"""The conversation on the home page, before there is an attempt: the page makes its id and carries it, signed.

The first line said makes the subject, the attempt and the choice at once. Where its reply gets lost, the same form
again finds the attempt, and sets the same cookie again, since the visitor’s token follows from the signed value.
"""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from itsdangerous import BadData

from app.scenarios.scenario import Scenario
from app.signing import Keys, signer
from app.ulid import ulid

SCENARIO = "maras-folder"
SALT = "first-line"
LASTS = timedelta(days=1)


class Ticket(NamedTuple):
    """An attempt that may be begun; `at` is in seconds since 1970."""

    attempt: str
    version: str
    at: int


def sign(keys: Keys, scenario: Scenario, *, attempt: str, now: datetime) -> tuple[Ticket, str]:
    ticket = Ticket(attempt, scenario.version, int(now.timestamp()))
    return ticket, str(signer(keys, SALT).dumps(list(ticket)))


def read_ticket(keys: Keys, signed: str, now: datetime) -> Ticket | None:
    """None where it was not signed here, or is older than a day."""
    try:
        ticket = Ticket(*signer(keys, SALT).loads(signed))
    except BadData:
        return None
    age = now.timestamp() - ticket.at
    return ticket if age <= LASTS.total_seconds() else None


def subject_for(key: str, ticket: Ticket) -> str:
    """Whom the first line makes of somebody new: always the same for the same ticket, so that it is made once."""
    signed = hmac.new(key.encode(), f"{SALT}/subject:{ticket.attempt}".encode(), hashlib.sha256)
    return ulid(datetime.fromtimestamp(ticket.at, UTC), int(signed.hexdigest(), 16))


def token_for(key: str, ticket: Ticket) -> str:
    """The visitor’s session token: always the same for the same ticket, and known to nobody without the key."""
    return hmac.new(key.encode(), f"{SALT}:{ticket.attempt}".encode(), hashlib.sha256).hexdigest()
