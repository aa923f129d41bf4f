"""What takes long to work out is worked out once, whoever asks and however many at a time."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from app.content.memo import Memo, once


def test_many_who_ask_at_once_get_one_answer() -> None:
    begun, made = Barrier(8), []

    @once(4)
    def square(number: int) -> list[int]:
        made.append(number)
        return [number * number]

    def ask(number: int) -> list[int]:
        begun.wait()
        return square(number % 2)

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(ask, range(8)))
    assert sorted(made) == [0, 1]
    assert len({id(answer) for answer in answers}) == 2


def test_one_that_takes_long_does_not_hold_up_another() -> None:
    memo: Memo[str] = Memo(4)
    both = Barrier(2)

    def meet() -> str:
        both.wait(timeout=30)
        return "met"

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(lambda key: memo.get(key, meet), "ab")) == ["met", "met"]


def test_those_asked_for_last_are_kept() -> None:
    made = []

    @once(2)
    def twice(number: int) -> int:
        made.append(number)
        return number * 2

    for number in (1, 2, 1, 3, 1, 2):
        assert twice(number) == number * 2
    assert made == [1, 2, 3, 2]


def test_what_failed_is_tried_again() -> None:
    memo: Memo[int] = Memo(2)
    with pytest.raises(ZeroDivisionError):
        memo.get("key", lambda: 1 // 0)
    assert memo.get("key", lambda: 7) == 7
