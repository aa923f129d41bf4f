"""The event loop never waits: it begins a piece of work itself, and leaves it to a thread where it would take long."""

import threading
from collections.abc import Callable
from typing import TypeVar

from anyio import to_thread

Done = TypeVar("Done")


class TakesLong(Exception):
    """Raised before anything was changed, so that a thread can begin anew."""


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
    """To be called where something begins that takes long. Raises `TakesLong` inside `at_once`, else does nothing."""
    if _thread.hurries:
        raise TakesLong


async def at_once_or_in_a_thread(work: Callable[[], Done]) -> Done:
    """What the work returns. It is begun right here, since handing it on costs more than most of it does."""
    try:
        return at_once(work)
    except TakesLong:
        return await to_thread.run_sync(work)
