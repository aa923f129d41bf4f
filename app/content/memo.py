"""Values that take long to work out: once each, however many threads ask for one at the same moment."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Generic, ParamSpec, TypeVar

from app.event_loop import takes_long

Arguments = ParamSpec("Arguments")
Value = TypeVar("Value")


class _Slot(Generic[Value]):
    """One value, or the place where it will be: whoever comes while it is made waits at the lock."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.made: list[Value] = []

    def value(self, make: Callable[[], Value]) -> Value:
        if self.made:
            return self.made[0]
        with self.lock:
            if not self.made:
                self.made.append(make())
            return self.made[0]


class Memo(Generic[Value]):
    """Keeps the `most` values that were asked for last. A `make` that raises is tried again by the next to ask."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._slots: OrderedDict[Hashable, _Slot[Value]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Raises `TakesLong` where it is not at hand, and the event loop asks."""
        slot = self._slots.get(key)
        if slot is None or not slot.made:
            takes_long()
        return self._slot(key).value(make)

    def _slot(self, key: Hashable) -> _Slot[Value]:
        with self._lock:
            slot = self._slots.get(key) or self._slots.setdefault(key, _Slot())
            self._slots.move_to_end(key)
            while len(self._slots) > self._most:
                self._slots.popitem(last=False)
        return slot


def once(most: int) -> Callable[[Callable[Arguments, Value]], Callable[Arguments, Value]]:
    """A function of hashable arguments that is called once for each of the `most` it was asked for last."""

    def kept(function: Callable[Arguments, Value]) -> Callable[Arguments, Value]:
        memo: Memo[Value] = Memo(most)

        @wraps(function)
        def asked(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Value:
            return memo.get((args, tuple(kwargs.items())), lambda: function(*args, **kwargs))

        return asked

    return kept
