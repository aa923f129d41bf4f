"""Python looks for garbage again and again while it makes objects; of thousands of files, nearly all of them stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 100  # files


@contextmanager
def paused_collector(files: int) -> Iterator[None]:
    """While `MANY` files or more are read, Python does not look for rings of garbage: parsing leaves next to none."""
    pause = files >= MANY and gc.isenabled()
    if pause:
        gc.disable()
    try:
        yield
    finally:
        if pause:
            gc.enable()
