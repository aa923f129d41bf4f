"""What follows from the steps of an attempt: movements, sentences and the figure of the path."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.practice.attempts.attempt import Evidence, Standing, Step, evidence_of
from app.practice.attempts.transcript import Transcript, transcript_of
from app.practice.debrief.outcome_text import figure_words, outcome_sentence, steps_moved
from app.practice.debrief.path_map import WIDTH, path_map
from app.practice.play.chair_movement import Direction, direction, movements, place
from app.scenarios import engine
from app.scenarios.choice_order import order_shown
from app.scenarios.scenario import Totals
from app.scenarios.scoring import outcome
from tests.practice.playing import scenario

LADDER = scenario()
STEPS = [
    Step(0, "desk", "ask", ("lend", "ask", "refuse")),
    Step(1, "desk", "ring", ("ring", "lend")),
    Step(2, "ben", "sigh", ("thank", "sigh")),
    Step(3, "hall", None, ()),
]
LAST = Step(4, "stairs", "leave", ("hold", "leave"))


def transcript(*steps: Step) -> Transcript:
    """Of attempt “a”, as it stands after these steps."""
    evidence = Evidence(steps)
    state = engine.replay(LADDER, evidence.choices)
    ending = state.scene if engine.is_finished(LADDER, state) else None
    return transcript_of(
        LADDER, Standing("a", "me", "the-ladder", "v", evidence.turn, state, ending), evidence
    )


def test_every_step_is_told_with_its_scene_its_line_and_the_states_around_it() -> None:
    told = transcript(*STEPS, LAST)
    assert [entry.scene.id for entry in told.entries] == ["desk", "desk", "ben", "hall", "stairs"]
    assert [entry.number for entry in told.entries] == [1, 2, 3, 3, 4]
    assert [choice.id for _, choice in told.lines] == ["ask", "ring", "sigh", "leave"]
    assert [entry.before for entry in told.entries[1:]] == [entry.after for entry in told.entries[:-1]]
    assert told.entries[-1].after == told.standing.state
    assert (told.place.id, told.ending.id, told.offered) == ("dark", "dark", ())


def test_what_is_on_offer_now_comes_in_the_order_of_the_attempt() -> None:
    now = transcript(STEPS[0])
    assert now.place.id == "desk"
    assert now.offered == order_shown("a", "desk", engine.offered(LADDER, now.standing.state))


def test_a_step_without_an_order_was_shown_in_the_attempts_own() -> None:
    (first,) = transcript(STEPS[0]._replace(order=())).entries
    assert first.shown == order_shown("a", "desk", engine.offered(LADDER, first.before))
    (first,) = transcript(STEPS[0]).entries
    assert [choice.id for choice in first.shown] == ["lend", "ask", "refuse"]


@given(st.integers(-60, 60))
def test_nobody_leaves_the_figure_and_every_step_shows(total: int) -> None:
    assert 15 <= place(total) <= 112
    assert place(total - 1) < place(total) or abs(total) > 20


def test_a_movement_has_its_reason_and_both_places() -> None:
    first, *_, onward = transcript(*STEPS).entries
    customer, *_, yourself = movements(first)
    assert (customer.direction, customer.reason) == (Direction.AWAY, "She has to wait.")
    assert customer.after < customer.before
    assert (yourself.direction, yourself.before) == (Direction.STILL, yourself.after)
    assert movements(onward) == ()


@pytest.mark.parametrize(
    ("number", "expected"), [(3, Direction.CLOSER), (0, Direction.STILL), (-1, Direction.AWAY)]
)
def test_a_number_is_a_direction(number: int, expected: Direction) -> None:
    assert direction(number) is expected


BEGAN = "ended where they began."


@pytest.mark.parametrize(
    ("totals", "sentence"),
    [
        (Totals(1, 1, 1, 1), "All four moved closer to the table."),
        (Totals(2, 1, -3, 1), "Three chairs moved closer to the table. Colleagues moved away."),
        (Totals(1, 1, -1, -1), "Two chairs moved closer to the table. Colleagues and You moved away."),
        (Totals(), f"Nobody moved closer to the table. Customer, Organization, Colleagues and You {BEGAN}"),
        (
            Totals(1, 0, -1, 0),
            f"One chair moved closer to the table. Colleagues moved away. Organization and You {BEGAN}",
        ),
        (Totals(1, 1, 1, 0), "Three chairs moved closer to the table. You ended where you began."),
    ],
)
def test_the_outcome_in_a_sentence(totals: Totals, sentence: str) -> None:
    assert outcome_sentence(outcome(totals)) == sentence


def test_the_figure_in_words() -> None:
    assert figure_words(Totals(4, 1, -1, 0)) == (
        "Seen from above. Customer moved 4 steps closer to the table. Organization moved 1 step closer to the table. "
        "Colleagues moved 1 step away. You stayed at the same distance."
    )
    assert [steps_moved(total) for total in (2, -3)] == ["+2 closer", "−3 away"]


def test_the_path_follows_the_order_shown() -> None:
    path = path_map(transcript(*STEPS, LAST))
    assert path.letters == "B, A, B and B"
    assert [[spot.label for spot in row] for row in path.rows] == [["A", "B", "C"], *[["A", "B"]] * 3]
    assert [spot.label for spot in path.endings if spot.taken] == ["2"]
    assert len(path.taken) == 5
    assert all(0 < spot.x < WIDTH and 0 < spot.y < path.height for row in path.rows for spot in row)


def test_what_was_taken_back_does_not_count() -> None:
    evidence = evidence_of([*STEPS, Step(5, "ben", "thank", ())], (2, 4))
    assert evidence.choices == ["ask", "ring", "thank"]
    assert [step.turn for step in evidence.taken_back] == [2, 3]
    assert evidence.turn == 6
