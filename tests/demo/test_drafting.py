"""Who is in which group is known before anybody is invented: from the number of people and the seed."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from app.demo.accounts import ENOUGH, accounts_of, number_of, place_of
from app.demo.drafting import make_plan
from app.demo.living import NOTHING_TO_SET
from app.demo.plan import Plan

UNTIL = datetime(2026, 3, 2, tzinfo=UTC)


def plan_of(learners: int, seed: int = 1) -> Plan:
    return make_plan(NOTHING_TO_SET, learners=learners, seed=seed, until=UNTIL)


def test_a_hundred_thousand_people_are_in_a_thousand_groups() -> None:
    plan = plan_of(100_000)
    sizes = [len(plan.cast) - 1, *(group.size for group in plan.groups)]
    assert len(sizes) == 1_000
    assert (min(sizes), max(sizes)) == (1, 500)
    assert 60_000 < sum(sizes) <= accounts_of(100_000) + 600
    assert Counter(group.trainer.place.title for group in plan.groups).keys() == {
        "Harbor IT",
        "Mountain Clinic",
        "Town Hall",
    }
    titles = [group.title for group in plan.groups]
    assert len(set(titles)) == len(titles)
    assert all(group.code != other.code for group, other in zip(plan.groups, plan.groups[1:], strict=False))


@pytest.mark.parametrize("learners", [ENOUGH, 1_000, 10_000])
def test_groups_grow_with_the_people_and_the_trainer_to_try_leads_the_same_everywhere(learners: int) -> None:
    plan = plan_of(learners)
    assert sorted(group.size for group in plan.led) == [1, 60, 500]
    assert len(plan.groups) + 1 == max(learners // 100, len(plan.led) + len(plan.trainers))
    places = [place for place in range(accounts_of(learners)) for _ in plan.groups_at(place)]
    assert Counter(places) == Counter(
        place for group in plan.groups for place in range(group.first, group.first + group.size)
    )


@pytest.mark.parametrize("learners", [3, 4, 5, 11, 12, 90, 100, 719])
def test_few_people_make_small_groups(learners: int) -> None:
    plan = plan_of(learners)
    assert all(0 < group.size <= accounts_of(learners) - group.first for group in plan.groups)


def test_accounts_are_numbered_and_found_again() -> None:
    places = [place for number in range(1, 1_001) if (place := place_of(number)) is not None]
    assert places == list(range(accounts_of(1_000)))
    assert [number_of(place) for place in places] == [n for n in range(1, 1_001) if place_of(n) is not None]


def test_another_seed_makes_other_groups() -> None:
    one, other = ([group.size for group in plan_of(10_000, seed).many] for seed in (1, 2))
    assert one != other
    assert one == [group.size for group in plan_of(10_000).many]
