"""Ids sort by the time at which they were made, also within a millisecond, and no two are the same."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.ulid import RANDOM_BITS, Ulids, is_ulid, ulid

NOW = datetime(2026, 3, 2, 9, 0, 0, 123_000, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(2500, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
RANDOM = st.integers(0, (1 << RANDOM_BITS) - 1)


def test_the_example_of_the_standard() -> None:
    at = datetime.fromtimestamp(1469918176.385, UTC)
    assert ulid(at, 0).startswith("01ARYZ6S41")
    assert ulid(at, (1 << RANDOM_BITS) - 1) == "01ARYZ6S41" + "Z" * 16


@given(MOMENTS, RANDOM, MOMENTS, RANDOM)
def test_ids_sort_as_their_times_and_then_their_random_parts(
    one: datetime, this: int, other: datetime, that: int
) -> None:
    first, second = ulid(one, this), ulid(other, that)
    assert is_ulid(first)
    before, after = (int(moment.timestamp() * 1000) for moment in (one, other))
    assert (first < second) == ((before, this) < (after, that))


def test_those_of_one_moment_sort_as_they_were_made() -> None:
    new_id = Ulids()
    made = [new_id(NOW + timedelta(milliseconds=n // 100)) for n in range(1000)]
    assert made == sorted(set(made))


def test_threads_share_no_id() -> None:
    new_id = Ulids()
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: new_id(NOW), range(2000)))
    assert len(set(made)) == 2000


def test_ids_that_a_sequence_gave_sort_before_all_of_ours() -> None:
    number = f"{2**63 - 1:026}"
    assert is_ulid(number)
    assert number < ulid(datetime(2020, 1, 1, tzinfo=UTC), 0)


def test_nothing_else_is_one() -> None:
    for text in ("", "x", "a" * 26, "8" + "0" * 25, "0" * 25, "0" * 27, "0" * 25 + "\n", "I" * 26):
        assert not is_ulid(text)
