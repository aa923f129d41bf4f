"""Work that takes long is never done on the event loop, and is done once."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.event_loop import Kept, TakesLong, at_once, at_once_or_in_a_thread


def test_in_a_hurry_only_what_is_at_hand_is_to_be_had() -> None:
    made: list[str] = []
    kept = Kept(lambda key: made.append(key) or key.upper(), 8)
    with pytest.raises(TakesLong):
        at_once(lambda: kept.get("a"))
    assert made == []
    assert kept.get("a") == "A"
    assert at_once(lambda: kept.get("a")) == "A"
    assert made == ["a"]


def test_on_the_loop_it_is_made_by_a_thread() -> None:
    kept = Kept(lambda _: threading.get_ident(), 8)

    async def ask() -> tuple[int, int]:
        return threading.get_ident(), await at_once_or_in_a_thread(lambda: kept.get("a"))

    with ThreadPoolExecutor(1) as thread:
        loop, maker = thread.submit(asyncio.run, ask()).result()
    assert loop != maker


def test_many_who_want_it_at_once_have_it_made_once() -> None:
    start, made = threading.Barrier(8), []

    def make(key: str) -> str:
        made.append(key)
        threading.Event().wait(0.02)
        return key

    kept = Kept(make, 8)

    def want(_: int) -> str:
        start.wait()
        return kept.get("a")

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(want, range(8))) == {"a"}
    assert made == ["a"]


def test_the_lately_wanted_stay() -> None:
    made: list[int] = []
    kept = Kept(lambda key: made.append(key) or key, 3)
    for key in (1, 2, 3, 1, 4, 1, 2):
        kept.get(key)
    assert made == [1, 2, 3, 4, 2]


def test_what_is_forgotten_while_it_is_made_is_made_again() -> None:
    made: list[int] = []

    def make(key: int) -> int:
        made.append(key)
        if len(made) == 1:
            kept.forget()
        return len(made)

    kept = Kept(make, 3)
    assert [kept.get(7), kept.get(7), kept.get(7)] == [1, 2, 2]


def test_what_cannot_be_made_says_so_each_time() -> None:
    kept = Kept(lambda key: 1 // key, 3)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            kept.get(0)
