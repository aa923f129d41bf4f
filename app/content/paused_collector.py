"""Reading thousands of files makes millions of objects that stay; looking for garbage among them takes longer."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 100  # files


@contextmanager
def paused_collector(files: int) -> Iterator[None]:
    """While many files are read, Python does not look for rings of garbage: parsing leaves next to none."""
    pause = files >= MANY and gc.isenabled()
    if pause:
        gc.disable()
    try:
        yield
    finally:
        if pause:
            gc.enable()
