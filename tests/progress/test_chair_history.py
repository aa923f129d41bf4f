from datetime import UTC, datetime

from app.content.chair import Chair
from app.progress.chair_history import HEIGHT, MARGIN, WIDTH, chair_lines
from app.progress.history import AttemptRecord
from app.progress.next_step import latest_of_each, weakest_chair
from app.scenarios.scenario import Totals

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def made(number: int, scenario: str = "printer", *, finished: bool = True) -> AttemptRecord:
    return AttemptRecord(
        id=str(number),
        scenario_id=scenario,
        version="v",
        number=number,
        started_at=NOON,
        updated_at=NOON,
        finished_at=NOON if finished else None,
        totals=Totals(1, 1, 1, 1),
    )


def bars(customer: float | None, self_: float | None = 50.0) -> dict[Chair, float | None]:
    return {Chair.CUSTOMER: customer, Chair.ORGANIZATION: 60.0, Chair.COLLEAGUES: 60.0, Chair.SELF: self_}


def test_a_line_goes_from_left_to_right_and_up_with_the_bar() -> None:
    line = chair_lines([made(1), made(2)], {"1": bars(0), "2": bars(100)})[0]
    assert line.points == ((MARGIN, HEIGHT - MARGIN), (WIDTH - MARGIN, MARGIN))
    assert line.heights == (0, 100)


def test_one_attempt_is_a_point_in_the_middle() -> None:
    assert chair_lines([made(1)], {"1": bars(100)})[0].points == ((WIDTH / 2, MARGIN),)


def test_an_attempt_that_did_not_test_a_chair_is_left_out_of_its_line() -> None:
    lines = chair_lines([made(1), made(2)], {"1": bars(None), "2": bars(100)})
    assert len(lines[0].points) == 1
    assert len(lines[3].points) == 2


def test_only_the_latest_finished_attempt_at_each_scenario_is_judged() -> None:
    attempts = [made(1), made(2, "folder"), made(3), made(4, finished=False)]
    assert [attempt.id for attempt in latest_of_each(attempts)] == ["3", "2"]


def test_the_weakest_chair_is_the_lowest_on_average_and_is_practiced_where_it_was_lowest() -> None:
    latest = [made(1), made(2, "folder")]
    assert weakest_chair(latest, {"1": bars(90, 40), "2": bars(30, 50)}) == (Chair.SELF, "printer")
    assert weakest_chair(latest, {"1": bars(None, None)}) == (Chair.ORGANIZATION, "printer")
    assert weakest_chair(latest, {}) is None
