from datetime import UTC, date, datetime, timedelta

import pytest

from app.plans.plan import Kind, Plan, PlanKey, Report, Went, ask_on, longest_waiting

MADE = datetime(2026, 3, 2, 22, tzinfo=UTC)
KEY = PlanKey(Kind.LESSON, "a-lesson", "a-plan")


def plan(*reports: Report, at: datetime = MADE, key: PlanKey = KEY) -> Plan:
    return Plan(key, "somebody asks", "Yes, and", at, reports=reports)


def after(days: float, went: Went = Went.NO_CHANCE) -> Report:
    return Report(went, "", MADE + timedelta(days=days))


@pytest.mark.parametrize(
    ("last", "asks"),
    [
        (None, date(2026, 3, 5)),
        ((Went.NO_CHANCE, date(2026, 3, 7)), date(2026, 3, 10)),
        ((Went.USED, date(2026, 3, 7)), None),
        ((Went.BADLY, date(2026, 3, 7)), None),
    ],
)
def test_asked_after_three_days_and_again_where_there_was_no_chance(
    last: tuple[Went, date] | None, asks: date | None
) -> None:
    assert ask_on(date(2026, 3, 2), last) == asks


def test_only_the_latest_report_counts_and_none_of_older_words() -> None:
    assert plan(after(3), after(6, Went.USED)).asks_on("UTC") is None
    assert plan(after(3, Went.USED), after(6)).asks_on("UTC") == date(2026, 3, 11)
    assert plan(after(-3, Went.USED)).asks_on("UTC") == date(2026, 3, 5)


def test_the_learners_calendar_decides() -> None:
    assert plan().asks_on("UTC") == date(2026, 3, 5)
    assert plan().asks_on("Pacific/Auckland") == date(2026, 3, 6)


def test_one_plan_is_asked_about_at_a_time_the_longest_waiting() -> None:
    later = plan(at=MADE + timedelta(days=1), key=PlanKey(Kind.DEBRIEF, "an-attempt"))
    assert longest_waiting([later, plan()], zone="UTC", today=date(2026, 3, 9)) == plan()
    assert longest_waiting([later, plan()], zone="UTC", today=date(2026, 3, 4)) is None
    assert longest_waiting([], zone="UTC", today=date(2026, 3, 4)) is None


@pytest.mark.parametrize("key", [KEY, PlanKey(Kind.DEBRIEF, "-aZ_9")])
def test_a_key_is_text_and_back(key: PlanKey) -> None:
    assert PlanKey.of(str(key)) == key


@pytest.mark.parametrize("text", ["", "lesson", "book.a.b"])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PlanKey.of(text)
