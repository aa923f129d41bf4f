"""How often a person and a network may do what leaves something behind: far above what anybody does.

These are not there to hold people back, but so that nobody fills a site by writing without end. They are counted
in memory, by each server process for itself: being exact would cost every answer a write, and they need not be.
Guesses at passwords are counted in the database (`guessing`).
"""

from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime, timedelta
from threading import Lock
from typing import NamedTuple

from app.content.wording import duration
from app.errors import TooMany
from app.learners.limit import Limit
from app.learners.networks import network_of, wide_network_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
REMEMBERED = 20_000
"""Counts that are kept at once; the one that was looked at longest ago goes first."""


class Allowance(NamedTuple):
    """How many times a subject and a network may do this in a window of time, and what they would do."""

    subject: int
    network: int
    what: str
    window: timedelta = HOUR


ALLOWANCES: Mapping[str, Allowance] = {
    "answers": Allowance(3_000, 60_000, "answer questions"),
    "attempts": Allowance(1_000, 20_000, "begin conversations"),
    "choices": Allowance(60_000, 1_000_000, "say lines"),
    "notes": Allowance(600, 12_000, "write down notes"),
    "replays": Allowance(300, 6_000, "replay conversations"),
    "plans": Allowance(600, 12_000, "make or change plans"),
    "phrases": Allowance(1_200, 24_000, "keep phrases"),
    "positions": Allowance(6_000, 120_000, "move through lessons"),
    "reviews": Allowance(600, 12_000, "recall"),
    "certificates": Allowance(60, 2_000, "ask for certificates"),
    "trials": Allowance(6_000, 60_000, "try scenarios"),
    "entries": Allowance(300, 6_000, "sign in or out"),
    "account": Allowance(120, 6_000, "change accounts"),
    "people": Allowance(600, 6_000, "change what people may do"),
    "teaching": Allowance(3_000, 30_000, "change groups"),
    "joining": Allowance(120, 6_000, "join or leave groups"),
    "visitors": Allowance(5_000, 1_000, "begin as somebody new"),
    "visitors of a day": Allowance(5_000, 5_000, "begin as somebody new", DAY),
}
NETWORKS = 6
"""So many networks' worth may come from one customer's (a /48 of IPv6)."""
NEW = ("visitors", "visitors of a day")


class Meter:
    """Counts by key and window. One for each process; threads share it."""

    def __init__(self, allowances: Mapping[str, Allowance] = ALLOWANCES) -> None:
        self._allowances = allowances
        self._counts: OrderedDict[tuple[str, int], int] = OrderedDict()
        self._lock = Lock()

    def spend(self, act: str, now: datetime, *, subject: str, address: str) -> None:
        """Count this act; `subject` is empty for somebody of whom nothing is kept yet. Raises `TooMany`."""
        allowance = self._allowances[act]
        if subject:
            self._spend(f"{act} by {subject}", allowance.subject, allowance, now)
        self._spend_from(address, act, now)

    def spend_visitor(self, now: datetime, *, address: str) -> None:
        """Count somebody new, of whom this act keeps the first thing. Raises `TooMany`."""
        for act in NEW:
            self._spend_from(address, act, now)

    def _spend_from(self, address: str, act: str, now: datetime) -> None:
        """From one network, and from all that one customer can hold."""
        allowance = self._allowances[act]
        self._spend(f"{act} from {network_of(address)}", allowance.network, allowance, now)
        if wide := wide_network_of(address):
            self._spend(f"{act} from {wide}", NETWORKS * allowance.network, allowance, now)

    def _spend(self, key: str, most: int, allowance: Allowance, now: datetime) -> None:
        limit = Limit(key, most, allowance.window)
        place = (key, limit.number(now))
        with self._lock:
            count = self._counts[place] = self._counts.pop(place, 0) + 1
            if len(self._counts) > REMEMBERED:
                self._counts.popitem(last=False)
        if count > most:
            left = limit.left(now)
            raise TooMany(
                f"Nobody can {allowance.what} that often, so this was not kept. What was kept before is there. "
                f"Wait {duration(left)} and go on.",
                retry_after=left,
                limit=allowance.what,
            )
