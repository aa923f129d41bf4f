"""Which of the invented people have an account, which of those are to be tried, and which lead groups."""

from collections.abc import Iterator

from app.learners.who import Role

TRIED = tuple(Role)
"""The first accounts, one for each role."""
CAST = 9
"""The first accounts: those to try, and whoever is or was in their group."""
ALONE = CAST
"""The account that is a group of its own."""
CROWD = CAST + 1
"""The first account of whom no story is told."""
ENOUGH = 720
"""So many people, that every group of the trainer to try is as large as it is to be."""
TRAINERS_FROM, TRAINERS_EVERY, TRAINERS_AT_ONCE = 70, 400, 2
_VISITS, _DELETED = 5, 500


def place_of(number: int) -> int | None:
    """Of somebody’s account among all accounts, from 0; None for every fifth, who only visits. Numbers are from 1."""
    return None if number % _VISITS == 0 else number - 1 - number // _VISITS


def number_of(place: int) -> int:
    return place + 1 + place // (_VISITS - 1)


def accounts_of(learners: int) -> int:
    """How many of so many people have one."""
    return learners - learners // _VISITS


def role_of(place: int) -> Role:
    if place < len(TRIED):
        return TRIED[place]
    leads = place >= TRAINERS_FROM and (place - TRAINERS_FROM) % TRAINERS_EVERY < TRAINERS_AT_ONCE
    return Role.TRAINER if leads else Role.LEARNER


def trainers(accounts: int) -> Iterator[int]:
    """The places of those who lead the many groups; not of the one to try."""
    for first in range(TRAINERS_FROM, accounts, TRAINERS_EVERY):
        yield from range(first, min(first + TRAINERS_AT_ONCE, accounts))


def is_deleted(number: int) -> bool:
    """Whether somebody had an account and deleted it; of those who have none."""
    return number % _DELETED == 0
