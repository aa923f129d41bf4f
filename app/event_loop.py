"""The event loop never waits: work that may take long is begun on it only at once, and else done by a thread."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Generic, TypeVar

from anyio import to_thread

Done = TypeVar("Done")
Value = TypeVar("Value")
_NOTHING: Any = object()


class TakesLong(Exception):
    """Raised before anything was done, so that a thread can begin anew."""


class _Thread(threading.local):
    hurries = False


_thread = _Thread()


def at_once(work: Callable[[], Done]) -> Done:
    """What the work returns. Raises `TakesLong` as soon as it comes to something that takes long."""
    _thread.hurries = True
    try:
        return work()
    finally:
        _thread.hurries = False


def takes_long() -> None:
    """To be called where something begins that takes long. Raises `TakesLong` in a hurry."""
    if _thread.hurries:
        raise TakesLong


async def at_once_or_in_a_thread(work: Callable[[], Done]) -> Done:
    """What the work returns. It is begun right here, since handing it on costs more than most of it does."""
    try:
        return at_once(work)
    except TakesLong:
        return await to_thread.run_sync(work)


class Kept(Generic[Value]):
    """What takes long to make: made once, by one thread at a time; the `most` lately wanted stay at hand."""

    def __init__(self, make: Callable[..., Value], most: int) -> None:
        self._make, self._most = make, most
        self._at_hand: OrderedDict[tuple[Any, ...], Value] = OrderedDict()
        self._making = threading.Lock()

    def get(self, *key: Any) -> Value:
        """What `make(*key)` returned, or raises what it raised. Raises `TakesLong` in a hurry."""
        at_hand = self._at_hand
        found: Value = at_hand.get(key, _NOTHING)
        if found is _NOTHING:
            return self._made(key)
        with suppress(KeyError):  # another thread may let it go this very moment
            at_hand.move_to_end(key)
        return found

    def forget(self) -> None:
        """What is being made now is not kept either: it may have been made of what is out of date."""
        self._at_hand = OrderedDict()

    def _made(self, key: tuple[Any, ...]) -> Value:
        takes_long()
        with self._making:
            at_hand = self._at_hand
            found: Value = at_hand.get(key, _NOTHING)
            if found is _NOTHING:
                found = at_hand[key] = self._make(*key)
                while len(at_hand) > self._most:
                    at_hand.popitem(last=False)
        return found
