"""A folder of content as it is served: whatever an edit breaks, there is one whole state at every moment."""

from abc import ABC, abstractmethod
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

from app.content.cache import DiskCache

Reads = TypeVar("Reads")
State = TypeVar("State")
INDEX = "index"


class Library(ABC, Generic[Reads, State]):
    """`Reads` is what was read of each file; it is kept in the cache, so that a start reads only what has changed.

    `State` follows from it and is what requests use: immutable, and replaced as a whole, so that whoever holds
    one sees no half of an edit. A file that is broken at start is left out; one that breaks later keeps its last
    good version. `cache` is a folder of our own, None to keep nothing.
    """

    def __init__(self, cache: Path | None, kind: type[Reads], *, package: str) -> None:
        self._cache = DiskCache(cache, kind, package=package)
        self._name = f"{package}.{INDEX}"
        self._lock = Lock()
        cached = self._cache.get(self._name, self._key())
        self._reads = self._read(cached and self._sound(cached))
        self._current = self._state(self._reads)
        if self._reads != cached:
            self._cache.put(self._name, self._key(), self._reads)

    @property
    def current(self) -> State:
        """Take it once for whatever belongs together: the next call may give the next state."""
        return self._current

    def reload(self) -> bool:
        """Read again what has changed on disk. True if anything has. Of two at once, the second waits."""
        with self._lock:
            reads = self._read(self._reads)
            if reads == self._reads:
                return False
            self._reads, self._current = reads, self._state(reads)
            self._cache.put(self._name, self._key(), reads)
            return True

    def _key(self) -> str:
        """Whatever decides, besides the files, what was read of them."""
        return ""

    @abstractmethod
    def _read(self, before: Reads | None) -> Reads:
        """The folder as it is, with what need not be read anew taken from `before`."""

    @abstractmethod
    def _sound(self, cached: Reads) -> Reads:
        """Without the last good versions of files that are broken."""

    @abstractmethod
    def _state(self, reads: Reads) -> State: ...
