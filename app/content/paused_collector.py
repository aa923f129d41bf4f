"""Python looks for garbage again and again while it makes objects; of thousands of them, nearly all stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 100


@contextmanager
def paused_collector(count: int) -> Iterator[None]:
    """While `MANY` files or people or more are read, Python looks for no rings of garbage: that leaves next to none."""
    pause = count >= MANY and gc.isenabled()
    if pause:
        gc.disable()
    try:
        yield
    finally:
        if pause:
            gc.enable()
