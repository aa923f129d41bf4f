"""The sentence on top of a group’s page, and one more below it: the first that holds, in words for whoever leads it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.content.chair import CHAIRS, Chair, of_others
from app.content.wording import counted, number_word
from app.training.overview.person import Person
from app.training.overview.scaled import LAST_RUNS, PLACES, Scaled, group_means

BEHIND = 1.0
RUNS = 10
HARDLY = 1.0


@dataclass(frozen=True, slots=True)
class NextDue:
    """`when` goes on after “due”: “on Thursday, 17:00”. `people` have it to do; `done` of them have finished it."""

    title: str
    when: str
    people: int
    done: int
    is_past: bool = False


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """`chairs` are the members’ means, of those who have any; `runs` counts the whole runs in them."""

    members: int
    begun: int
    chairs: Sequence[Scaled]
    runs: int
    next_due: NextDue | None = None


@dataclass(frozen=True, slots=True)
class Headline:
    sentence: str
    lede: str


def due_words(due: NextDue | None) -> str:
    """“First module, due on Thursday, 17:00; 3 of 8 have finished”; “Nothing is due”."""
    if due is None:
        return "Nothing is due"
    have = "has" if due.people == 1 else "have"
    return f"{due.title}, due {due.when}; {due.done:,} of {due.people:,} {have} finished"


def group_facts(people: Iterable[Person], next_due: NextDue | None) -> GroupFacts:
    """Of those who have joined."""
    members = [one for one in people if one.joined_at is not None]
    return GroupFacts(
        members=len(members),
        begun=sum(one.has_begun for one in members),
        chairs=[chairs for one in members if not (chairs := one.chairs).is_empty],
        runs=sum(not run.chairs.is_empty for one in members for run in one.runs[:LAST_RUNS]),
        next_due=next_due,
    )


def headline(group: GroupFacts) -> Headline:
    last = chair_behind(group)
    if last is not None:
        return _of_chairs(group, last)
    if group.next_due is not None:
        return _of_next_due(group.next_due)
    return _of_beginning(group)


def chair_behind(group: GroupFacts) -> Chair | None:
    """The chair whose group mean is at least 1.0 below the next; None with fewer than five people or ten runs."""
    known = sorted((mean, chair) for chair, mean in _means(group.chairs))
    if group.runs < RUNS or len(known) < 2:
        return None
    (lowest, chair), (following, _) = known[:2]
    return chair if round(following - lowest, PLACES) >= BEHIND else None


def _means(people: Sequence[Scaled]) -> list[tuple[Chair, float]]:
    means = group_means(people)
    return [(chair, mean) for chair, mean in zip(CHAIRS, means, strict=True) if mean is not None]


def _of_chairs(group: GroupFacts, last: Chair) -> Headline:
    best, mean = max(_means(group.chairs), key=lambda one: one[1])
    first = f"They look after {of_others(best)}." if mean > 0 else "Nobody comes closer to the table."
    values = [value for one in group.chairs if (value := one.of(last)) is not None]
    return Headline(f"{first} {_comes_last(last)}", _lede(values, last))


def _comes_last(chair: Chair) -> str:
    """“The customer comes last.”, “Their colleagues come last.”, “They themselves come last.”"""
    who = of_others(chair)
    name = f"{who[:1].upper()}{who[1:]}" if " " in who else f"They {who}"
    return f"{name} {'comes' if who.startswith('the ') else 'come'} last."


def _lede(values: Sequence[float], chair: Chair) -> str:
    """“Of the seven who have played, three leave the customer further from the table than at the start, and …”"""
    who = of_others(chair)
    away = sum(value < 0 for value in values)
    hardly = sum(0 <= value < HARDLY for value in values)
    parts = []
    if away:
        parts.append(
            f"{_some(away, values, 'leaves', 'leave')} {who} further from the table than at the start"
        )
    if hardly:
        parts.append(f"{_some(hardly, values, 'has', 'have')} hardly moved {'that chair' if away else who}")
    if not parts:
        parts = [f"all bring {who} closer, only less than anybody else at the table"]
    return f"Of the {number_word(len(values))} who have played, {', and '.join(parts)}."


def _some(number: int, values: Sequence[float], one: str, many: str) -> str:
    return f"all {many}" if number == len(values) else _verb(number, one, many)


def _verb(number: int, one: str, many: str) -> str:
    return f"{number_word(number)} {one if number == 1 else many}"


def _of_next_due(due: NextDue) -> Headline:
    people = counted(due.people, "person has", many="people have").capitalize()
    if due.people and due.done == due.people:
        lede = f"{people} it, and {'has' if due.people == 1 else 'all have'} finished it."
    elif due.done:
        lede = f"{people} it; {_verb(due.done, 'has', 'have')} finished it."
    else:
        lede = f"{people} it; nobody has finished it yet."
    return Headline(f"“{due.title}” {'was' if due.is_past else 'is'} due {due.when}.", lede)


def _of_beginning(group: GroupFacts) -> Headline:
    if not group.members:
        lede = "Whoever joins is shown here, with what they have begun and finished."
        return Headline("Nobody has joined yet.", lede)
    if not group.begun:
        joined = counted(group.members, "person has", many="people have").capitalize()
        return Headline("Nobody has begun yet.", f"{joined} joined. Nothing is due.")
    begun = f"{number_word(group.begun)} of {number_word(group.members)}".capitalize()
    if group.begun == group.members:
        begun = "Everybody"
    has = "has" if group.begun in {1, group.members} else "have"
    return Headline(f"{begun} {has} begun.", "Nothing is due.")
