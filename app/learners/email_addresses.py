"""Email addresses: how they are kept, and the one gate before anything is given to whoever uses one."""

from collections.abc import Collection
from typing import Protocol

from email_validator import EmailNotValidError, validate_email

LONGEST = 254
PUBLIC = ".example.org"
UNUSABLE = "This address cannot be used here. Check it for slips, or use another one."


class HasAddress(Protocol):
    @property
    def email(self) -> str: ...

    @property
    def email_proved_at(self) -> object: ...


def usable_email(given: str, own_domains: Collection[str] = ()) -> str:
    """The address as it is kept: lower case, its domain in ASCII. Raises `ValueError`.

    Letters beyond ASCII before the @ are refused: two addresses that look the same would be two people. Names
    that the internet does not lead anywhere (company.local, a name without a dot) are for closed networks:
    `own_domains` lists those, in ASCII, and what lies below them counts too.
    """
    try:
        found = _kept(given, below=PUBLIC).removesuffix(PUBLIC)
        domain = found.rpartition("@")[2]
        is_own = any(domain == own or domain.endswith(f".{own}") for own in own_domains)
        return found if is_own else _kept(given)
    except EmailNotValidError:
        raise ValueError(UNUSABLE) from None


def looked_up(given: str) -> str:
    """The address to look for when somebody signs in: one that cannot be is simply not found."""
    try:
        return _kept(given[: LONGEST + 1], below=PUBLIC).removesuffix(PUBLIC)
    except EmailNotValidError:
        return given.strip().lower()[:LONGEST]


def proved_email(learner: HasAddress) -> str | None:
    """The address, once a code sent to it has been entered; before that, nothing.

    Anybody can type anybody's address. Whatever attaches something to a learner because of their address
    (a roster, an invitation, a subscriber's progress) asks here, and never reads `email` itself.
    """
    return learner.email if learner.email_proved_at is not None else None


def _kept(given: str, *, below: str = "") -> str:
    """Raises `EmailNotValidError`. The library takes no special name, unless it lies `below` one that is none."""
    found = validate_email(f"{given.strip()}{below}", check_deliverability=False, allow_smtputf8=False)
    return (found.ascii_email or found.normalized).lower()
