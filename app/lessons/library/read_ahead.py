"""Hundreds of new lessons are read by a process for each processor, four at most; a few, where they are asked for.

What comes back is only good for the bytes that were read: whoever asks names them by their SHA-256.
"""

import hashlib
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path

from app.content.cache import Tell
from app.content.file_read import read_bytes
from app.content.parsed import Parsed
from app.lessons.lesson import Lesson
from app.lessons.library.entry import Entry
from app.lessons.library.lesson_store import LessonStore

ENOUGH = 500  # files; fewer are read before another process has begun
CHUNK = 50
MOST_PROCESSES = 4

Key = tuple[str, str]
"""A path and the SHA-256 of the bytes."""
Ahead = dict[Key, Parsed[Entry]]


def read_ahead(store: LessonStore, paths: Sequence[str], tell: Tell) -> Ahead:
    """What could be read ahead; anything may be missing from it, and everything where no process can be begun."""
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    if len(paths) < ENOUGH or processes < 2:
        return {}
    found: Ahead = {}
    try:
        with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
            chunks = [paths[first : first + CHUNK] for first in range(0, len(paths), CHUNK)]
            for read, kept in pool.map(partial(_read, store.root, store.folder), chunks):
                found |= read
                store.uncached |= kept
                tell(len(found), len(paths))
    except (BrokenProcessPool, OSError):
        pass  # no memory, no file for a queue: the rest is read here
    return found


def _read(root: Path, folder: Path | None, paths: Sequence[str]) -> tuple[Ahead, dict[str, Lesson]]:
    """With the lessons that found no place in the folder."""
    store = LessonStore(root, folder)
    return dict(_each(store, paths)), store.uncached


def _each(store: LessonStore, paths: Sequence[str]) -> Iterator[tuple[Key, Parsed[Entry]]]:
    for path in paths:
        try:
            data = read_bytes(store.root / path)
        except OSError:
            continue  # it is named where it is asked for
        yield (path, hashlib.sha256(data).hexdigest()), store.parse(path, data, served=None)
