"""The sentence on top is the first that holds, and has words for each chair."""

import pytest

from app.content.chair import Chair
from app.training.overview.headline import (
    GroupFacts,
    Headline,
    NextDue,
    chair_behind,
    group_facts,
    headline,
)
from app.training.overview.scaled import Scaled
from tests.training.overview.people import person, run

DUE = NextDue("The printer that isn’t ours", "on Thursday, 17:00", people=8, done=6)
SEVEN = [
    *(Scaled(4.0, -1.0, 2.0, 2.0),) * 3,
    *(Scaled(4.0, 0.5, 2.0, 2.0),) * 2,
    *(Scaled(4.0, 3.0, 2.0, 2.0),) * 2,
]


def group(chairs: list[Scaled], *, runs: int = 10, due: NextDue | None = DUE, begun: int = 7) -> GroupFacts:
    return GroupFacts(members=8, begun=begun, chairs=chairs, runs=runs, next_due=due)


def test_one_chair_that_is_behind_comes_before_what_is_due() -> None:
    assert headline(group(SEVEN)) == Headline(
        "They look after the customer. The organization comes last.",
        "Of the seven who have played, three leave the organization further from the table than at the start, "
        "and two have hardly moved that chair.",
    )


def of(last: Chair, value: float, other: float = 3.0, *, people: int = 5) -> list[Scaled]:
    return [Scaled(*(value if chair is last else other for chair in Chair))] * people


@pytest.mark.parametrize(
    ("last", "first", "second", "lede"),
    [
        (
            Chair.CUSTOMER,
            "the organization",
            "The customer comes last.",
            "the customer",
        ),
        (
            Chair.ORGANIZATION,
            "the customer",
            "The organization comes last.",
            "the organization",
        ),
        (
            Chair.COLLEAGUES,
            "the customer",
            "Their colleagues come last.",
            "their colleagues",
        ),
        (
            Chair.SELF,
            "the customer",
            "They themselves come last.",
            "themselves",
        ),
    ],
)
def test_each_chair_has_its_words(last: Chair, first: str, second: str, lede: str) -> None:
    found = headline(group(of(last, -1.0)))
    assert found.sentence == f"They look after {first}. {second}"
    assert (
        found.lede
        == f"Of the five who have played, all leave {lede} further from the table than at the start."
    )


@pytest.mark.parametrize(
    ("best", "sentence"),
    [
        (Chair.COLLEAGUES, "They look after their colleagues."),
        (Chair.SELF, "They look after themselves."),
        (Chair.CUSTOMER, "They look after the customer."),
    ],
)
def test_the_chair_that_comes_closest_is_named(best: Chair, sentence: str) -> None:
    worst = Chair.ORGANIZATION
    one = Scaled(*({best: 4.0, worst: -2.0}.get(chair, 1.0) for chair in Chair))
    assert headline(group([one] * 5)).sentence.startswith(sentence)


def test_where_nobody_comes_closer_nobody_is_looked_after() -> None:
    found = headline(group(of(Chair.SELF, -3.0, -1.0)))
    assert found.sentence == "Nobody comes closer to the table. They themselves come last."


@pytest.mark.parametrize(
    ("value", "lede"),
    [
        (0.5, "Of the five who have played, all have hardly moved the organization."),
        (
            1.5,
            "Of the five who have played, all bring the organization closer, "
            "only less than anybody else at the table.",
        ),
    ],
)
def test_the_second_sentence_says_no_more_than_is_so(value: float, lede: str) -> None:
    assert headline(group(of(Chair.ORGANIZATION, value))).lede == lede


def test_one_person_is_singular() -> None:
    chairs = [*of(Chair.SELF, 1.5, people=4), Scaled(3.0, 3.0, 3.0, -1.0)]
    assert "one leaves themselves further" in headline(group(chairs)).lede


@pytest.mark.parametrize(
    ("chairs", "runs", "last"),
    [
        (of(Chair.SELF, 2.0), 10, Chair.SELF),
        (of(Chair.SELF, 2.000002), 10, None),
        (of(Chair.SELF, 2.0), 9, None),
        (of(Chair.SELF, 2.0, people=4), 10, None),
        ([Scaled(3.0, 3.0, 3.0, 3.0)] * 5, 10, None),
        ([Scaled(3.0, 1.0)] * 5, 10, Chair.ORGANIZATION),
        ([Scaled(3.0)] * 5, 10, None),
        ([], 0, None),
        ([Scaled(0.3, 1.3)] * 5, 10, Chair.CUSTOMER),
    ],
)
def test_a_chair_is_behind_by_one_with_five_people_and_ten_runs(
    chairs: list[Scaled], runs: int, last: Chair | None
) -> None:
    assert chair_behind(group(chairs, runs=runs)) is last


@pytest.mark.parametrize(
    ("people", "done", "lede"),
    [
        (8, 6, "Eight people have it; six have finished it."),
        (8, 1, "Eight people have it; one has finished it."),
        (8, 0, "Eight people have it; nobody has finished it yet."),
        (8, 8, "Eight people have it, and all have finished it."),
        (1, 0, "One person has it; nobody has finished it yet."),
        (1, 1, "One person has it, and has finished it."),
    ],
)
def test_else_it_says_what_is_due_next_and_how_many_have_it(people: int, done: int, lede: str) -> None:
    due = NextDue("Saying no", "on Thursday, 17:00", people, done)
    assert headline(group([], due=due)) == Headline("“Saying no” is due on Thursday, 17:00.", lede)


@pytest.mark.parametrize(
    ("members", "begun", "sentence"),
    [
        (0, 0, "Nobody has joined yet."),
        (1, 0, "Nobody has begun yet."),
        (8, 0, "Nobody has begun yet."),
        (8, 1, "One of eight has begun."),
        (8, 3, "Three of eight have begun."),
        (8, 8, "Everybody has begun."),
    ],
)
def test_else_whether_anybody_has_begun(members: int, begun: int, sentence: str) -> None:
    assert headline(GroupFacts(members, begun, [], 0)).sentence == sentence


def test_only_members_and_the_runs_in_their_means_are_counted() -> None:
    people = [
        person("Ann", runs=(*(run(name, 1.0) for name in "abcd"), run("e", -6.0))),
        person("Bo", done=0, runs=(run("a", None),)),
        person("Cy", joined_at=None, runs=(run("a", 1.0),)),
    ]
    assert group_facts(people, DUE) == GroupFacts(
        members=2, begun=1, chairs=[Scaled(1.0)], runs=3, next_due=DUE
    )
