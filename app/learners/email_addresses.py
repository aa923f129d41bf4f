"""Email addresses: how they are kept, and the one gate before anything is given to whoever uses one."""

from typing import Protocol

from email_validator import EmailNotValidError, validate_email

LONGEST = 254
UNUSABLE = "This address cannot be used here. Check it for slips, or use another one."


class HasAddress(Protocol):
    email: str
    email_proved_at: object


def usable_email(given: str) -> str:
    """The address as it is kept: lower case, its domain in ASCII. Raises `ValueError`.

    Letters beyond ASCII before the @ are refused: two addresses that look the same would be two people.
    """
    try:
        found = validate_email(given.strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        raise ValueError(UNUSABLE) from None
    return (found.ascii_email or found.normalized).lower()


def looked_up(given: str) -> str:
    """The address to look for when somebody signs in: one that cannot be is simply not found."""
    try:
        return usable_email(given[: LONGEST + 1])
    except ValueError:
        return given.strip().lower()[:LONGEST]


def proved_email(learner: HasAddress) -> str | None:
    """The address, once a code sent to it has been entered; before that, nothing.

    Anybody can type anybody's address. Whatever attaches something to a learner because of their address
    (a roster, an invitation, a subscriber's progress) asks here, and never reads `email` itself.
    """
    return learner.email if learner.email_proved_at is not None else None
