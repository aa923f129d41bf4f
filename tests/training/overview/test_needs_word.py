"""Who needs a word: each reason at its very edge, the gravest first, and nobody who has finished everything."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assignments.load import OpenObligation
from app.training.overview.needs_word import Action, Reason, first_name, need_of, needs_word
from app.training.overview.person import BegunItem, Person
from tests.training.overview.people import NOW, ago, asked, begun, person, run

SECOND = timedelta(seconds=1)
LATER = NOW + timedelta(days=5)

OVERDUE = person("Ada", obligations=(asked(due=ago(days=1)),))
QUIET = person("Bo", obligations=(asked(due=LATER),), last_active_at=ago(days=14))
STUCK = person("Cy", obligations=(asked(due=LATER),), begun=(begun(days=7),), last_active_at=ago(days=2))
ONE_CHAIR = person("Di", runs=(run("a", 1, -1), run("b", -1, -2), run("c", 3, -3)))
INVITED = person("Ed", joined_at=None, invited_at=ago(days=7))


def reason_of(one: Person) -> Reason | None:
    need = need_of(one, NOW)
    return need.reason if need else None


@pytest.mark.parametrize(
    ("one", "reason", "evidence", "action"),
    [
        (OVERDUE, Reason.OVERDUE, "“The printer” was due one day ago.", Action.WRITE),
        (QUIET, Reason.QUIET, "Nothing for 14 days.", Action.WRITE),
        (
            STUCK,
            Reason.STUCK,
            "Left “Saying no” seven days ago, and has done other things since.",
            Action.SEE_WORK,
        ),
        (
            ONE_CHAIR,
            Reason.ONE_CHAIR,
            "Moved the organization further from the table in three conversations running.",
            Action.SEE_LINES,
        ),
        (INVITED, Reason.INVITED, "Invited seven days ago, and has not joined.", Action.INVITE_AGAIN),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_each_reason_has_its_evidence_and_its_action(
    one: Person, reason: Reason, evidence: str, action: Action
) -> None:
    need = need_of(one, NOW)
    assert need
    assert (need.reason, need.evidence, need.action) == (reason, evidence, action)


@pytest.mark.parametrize(
    "one",
    [
        replace(OVERDUE, obligations=(asked(due=ago(days=1) + SECOND),)),
        replace(QUIET, last_active_at=ago(days=14) + SECOND),
        replace(STUCK, begun=(BegunItem("Saying no", ago(days=7) + SECOND),)),
        replace(ONE_CHAIR, runs=(run("a", 1, 0), run("b", -1, -2), run("c", 3, -3))),
        replace(INVITED, invited_at=ago(days=7) + SECOND),
    ],
    ids=list(Reason),
)
def test_a_moment_before_there_is_no_need(one: Person) -> None:
    assert need_of(one, NOW) is None


def test_the_gravest_come_first_and_one_line_each() -> None:
    everything = replace(
        OVERDUE, key="all", begun=(begun(days=30),), last_active_at=ago(days=20), runs=ONE_CHAIR.runs
    )
    later = replace(OVERDUE, key="worse", obligations=(asked(due=ago(days=9)),))
    found = needs_word([INVITED, ONE_CHAIR, everything, STUCK, QUIET, OVERDUE, later], NOW)
    assert [need.reason for need in found] == [Reason.OVERDUE] * 3 + list(Reason)[1:]
    assert found[0].key == "worse"


@pytest.mark.parametrize("one", [QUIET, STUCK, ONE_CHAIR])
def test_whoever_has_finished_everything_is_never_listed(one: Person) -> None:
    assert need_of(replace(one, obligations=(), done=4), NOW) is None


@pytest.mark.parametrize("one", [OVERDUE, QUIET, STUCK, ONE_CHAIR, INVITED], ids=lambda one: one.name)
def test_having_talked_takes_a_person_off_for_14_days(one: Person) -> None:
    assert need_of(replace(one, talked_at=ago(days=14) + SECOND), NOW) is None
    assert need_of(replace(one, talked_at=ago(days=14)), NOW) is not None


def test_more_that_is_overdue_is_counted() -> None:
    three = replace(
        OVERDUE, obligations=(*OVERDUE.obligations, asked("B", due=ago(days=3)), asked("C", due=ago(days=2)))
    )
    need = need_of(three, NOW)
    assert need
    assert need.evidence == "“B” was due three days ago. Two more are overdue."


@pytest.mark.parametrize(
    ("facts", "evidence"),
    [
        ({"last_active_at": None, "joined_at": ago(days=20)}, "Joined 20 days ago, and nothing since."),
        (
            {"last_active_at": ago(days=90), "obligations": (asked(due=LATER, since=ago(days=15)),)},
            "Nothing since “The printer” was opened, 15 days ago.",
        ),
        (
            {"last_active_at": ago(days=19), "begun": (begun(days=19),)},
            "Nothing for 19 days. Stopped in “Saying no”.",
        ),
    ],
)
def test_quiet_says_since_when(facts: dict[str, object], evidence: str) -> None:
    need = need_of(replace(QUIET, **facts), NOW)  # type: ignore[arg-type]
    assert need
    assert need.evidence == evidence


@pytest.mark.parametrize(
    "facts",
    [
        {"obligations": (), "begun": ()},
        {"obligations": (asked(due=LATER, since=NOW + timedelta(hours=1)),)},
        {"obligations": (asked(due=LATER, since=ago(days=2)),), "last_active_at": ago(days=50)},
        {"last_active_at": None, "joined_at": ago(days=3)},
    ],
    ids=["nothing open", "not open yet", "opened lately", "joined lately"],
)
def test_nobody_is_quiet_who_had_nothing_to_do(facts: dict[str, object]) -> None:
    assert need_of(replace(QUIET, **facts), NOW) is None  # type: ignore[arg-type]


def test_a_second_lesson_of_the_same_evening_is_no_sign_of_being_stuck() -> None:
    evening = replace(STUCK, last_active_at=ago(days=7) + timedelta(hours=2))
    assert need_of(evening, NOW) is None
    assert reason_of(replace(STUCK, last_active_at=ago(days=6))) is Reason.STUCK


def test_one_scenario_played_again_and_again_is_one_conversation() -> None:
    again = (run("a", -1), run("a", -2), run("a", -3), run("b", -1))
    assert need_of(replace(ONE_CHAIR, runs=again), NOW) is None
    need = need_of(replace(ONE_CHAIR, runs=(*again, run("c", -1))), NOW)
    assert need
    assert need.evidence.startswith("Moved the customer further")


def test_a_chair_that_was_not_tested_did_not_move_away() -> None:
    assert need_of(replace(ONE_CHAIR, runs=(run("a", -1), run("b", -1), run("c", None))), NOW) is None


def test_a_better_run_of_the_same_scenario_takes_the_worse_one_back() -> None:
    better = (run("a", 1, 1), *ONE_CHAIR.runs)
    assert need_of(replace(ONE_CHAIR, runs=better), NOW) is None


def test_several_chairs_stand_in_one_sentence() -> None:
    runs = tuple(run(name, -1, 1, -2, -3) for name in "abc")
    need = need_of(replace(ONE_CHAIR, runs=runs), NOW)
    assert need
    assert need.evidence == (
        "Moved the customer, their colleagues and themselves further from the table in three conversations running."
    )


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Filip Novak", "Filip"),
        ("Cher", "Cher"),
        ("Dr. Li", "Dr. Li"),
        ("Novak, Filip", "Novak, Filip"),
        ("", ""),
    ],
)
def test_a_button_names_people_by_their_first_name(name: str, first: str) -> None:
    assert first_name(name) == first


def test_labels_name_the_person() -> None:
    assert [need.action_label for need in needs_word([OVERDUE, STUCK, INVITED], NOW)] == [
        "Write to Ada",
        "See where Cy is",
        "Invite Ed again",
    ]


DAYS = st.floats(0, 40).map(lambda days: ago(days=days))
OBLIGATION = st.builds(OpenObligation, st.just("T"), DAYS | st.just(LATER), DAYS)
ANYBODY = st.builds(
    Person,
    key=st.text("ab", min_size=1, max_size=3),
    name=st.just("Ann"),
    joined_at=st.none() | DAYS,
    invited_at=st.none() | DAYS,
    assigned=st.integers(0, 3),
    done=st.integers(0, 3),
    obligations=st.lists(OBLIGATION, max_size=3).map(tuple),
    begun=st.lists(st.builds(BegunItem, st.just("B"), DAYS), max_size=2).map(tuple),
    last_active_at=st.none() | DAYS,
    runs=st.lists(
        st.builds(run, st.sampled_from("abcd"), st.floats(-6, 6), st.floats(-6, 6)), max_size=5
    ).map(tuple),
    talked_at=st.none() | DAYS,
)


def plainly(one: Person) -> set[Reason]:
    """Every reason there is, by the issue’s own sentences."""
    if one.joined_at is None:
        return {Reason.INVITED} if one.invited_at and (NOW - one.invited_at).days >= 7 else set()
    found = set()
    if any((NOW - asked.due_at).days >= 1 for asked in one.obligations if asked.due_at < NOW):
        found.add(Reason.OVERDUE)
    starts = [asked.open_since for asked in one.obligations] + [item.touched_at for item in one.begun]
    if starts and all(
        (NOW - at).days >= 14 for at in (min(starts), one.joined_at, one.last_active_at or one.joined_at)
    ):
        found.add(Reason.QUIET)
    for item in one.begun:
        here = one.last_active_at
        if here and (NOW - item.touched_at).days >= 7 and (here - item.touched_at) >= timedelta(days=1):
            found.add(Reason.STUCK)
    scenarios = list(dict.fromkeys(made.scenario_id for made in one.runs))[:3]
    latest = [next(made for made in one.runs if made.scenario_id == name) for name in scenarios]
    if len(latest) == 3 and any(all(made.chairs[seat] < 0 for made in latest) for seat in (0, 1)):  # type: ignore[operator]
        found.add(Reason.ONE_CHAIR)
    return found


@given(st.lists(ANYBODY, max_size=12))
def test_the_list_is_what_a_plain_reading_finds(people: list[Person]) -> None:
    expected = []
    for one in people:
        finished = one.assigned > 0 and one.done >= one.assigned and not one.obligations
        talked = one.talked_at is not None and NOW - one.talked_at < timedelta(days=14)
        reasons = plainly(one)
        if reasons and not finished and not talked:
            expected.append(min(map(list(Reason).index, reasons)))
    found = [list(Reason).index(need.reason) for need in needs_word(people, NOW)]
    assert found == sorted(expected)
