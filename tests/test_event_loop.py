"""Work that takes long is never done on the event loop, and is done once."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.content.memo import once
from app.event_loop import TakesLong, at_once, at_once_or_in_a_thread


def test_in_a_hurry_only_what_is_at_hand_is_to_be_had() -> None:
    made: list[str] = []

    @once(8)
    def kept(key: str) -> str:
        made.append(key)
        return key.upper()

    with pytest.raises(TakesLong):
        at_once(lambda: kept("a"))
    assert made == []
    assert kept("a") == "A"
    assert at_once(lambda: kept("a")) == "A"
    assert made == ["a"]


def test_on_the_loop_it_is_made_by_a_thread() -> None:
    @once(8)
    def kept(_key: str) -> int:
        return threading.get_ident()

    async def ask() -> tuple[int, int]:
        return threading.get_ident(), await at_once_or_in_a_thread(lambda: kept("a"))

    with ThreadPoolExecutor(1) as thread:
        loop, maker = thread.submit(asyncio.run, ask()).result()
    assert loop != maker
