"""Guesses at passwords: what each one counts against, and how the answers slow down.

A stranger must not be able to lock anybody out. So a guess counts against the pair of account and network,
and a browser that signed in to the account before, or a session that is open now, counts for itself alone.
Past a few tries the answer takes longer; it is refused only past what no person does by mistake, and never
because of guesses that came from elsewhere. Source: OWASP, “Device cookies”; NIST SP 800-63B-4, 3.2.2, which
allows a hundred wrong tries in a row.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

from app.learners.limit import Limit, limit
from app.learners.networks import network_of, wide_network_of

QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)
STEP, LONGEST_PAUSE = 0.1, 1.0  # seconds
WITHOUT_END = 2**31 - 1


class Pace(NamedTuple):
    """A limit, and how many tries it has before answers slow down."""

    limit: Limit
    quick: int


def guess_from(address: str, email: str, *, known_browser: str, secret: str) -> list[Pace]:
    """What a sign-in counts against. `known_browser` is empty for one that never signed in to this account."""
    if known_browser:
        return [Pace(limit("known browser", known_browser, 100, HOUR, secret), 10)]
    network, wide = network_of(address), wide_network_of(address)
    paces = [
        Pace(limit("account and network", f"{email} {network}", 100, HOUR, secret), 10),
        Pace(limit("network", network, 600, QUARTER, secret), 60),
        Pace(limit("account", email, WITHOUT_END, HOUR, secret), 50),
    ]
    around = [Pace(limit("wide network", wide, 4_000, QUARTER, secret), 400)] if wide else []
    return paces + around


def guess_in_session(token_hash: str, secret: str) -> list[Limit]:
    """The password asked for again of somebody who is signed in: their own slips, and nobody else's."""
    return [limit("session", token_hash, 10, QUARTER, secret)]


def judged_in_session(token_hash: str, secret: str) -> list[Limit]:
    """New passwords that somebody who is signed in has judged, which costs far more than reading a page."""
    return [limit("judged in session", token_hash, 30, QUARTER, secret)]


def judged_from(address: str, secret: str) -> list[Limit]:
    """The same of people who are not signed in. In a class each may need a few tries."""
    return _from("judged", address, 300, secret)


def new_account_from(address: str, secret: str) -> list[Limit]:
    """A class that starts together fits in."""
    return _from("new accounts", address, 60, secret)


def new_addresses_of(subject_id: str, secret: str) -> list[Limit]:
    """How often one learner may change their address: each try tells whether one is free."""
    return [limit("new address", subject_id, 5, QUARTER, secret)]


def pause(paces: list[Pace], counts: Mapping[str, int]) -> float:
    """Seconds before this try is answered; `counts` holds the tries so far by the key of their limit."""
    most = max((counts[pace.limit.key] - pace.quick for pace in paces), default=0)
    return min(max(most, 0) * STEP, LONGEST_PAUSE)


def _from(kind: str, address: str, most: int, secret: str) -> list[Limit]:
    """From one network, and six times as many from all that one customer can hold."""
    limits = [limit(kind, network_of(address), most, QUARTER, secret)]
    if wide := wide_network_of(address):
        limits.append(limit(f"{kind}, wide", wide, 6 * most, QUARTER, secret))
    return limits
