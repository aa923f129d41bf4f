"""What the selects find of many people is what a plain reading of the rows finds, in two selects however many."""

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from sqlalchemy import Connection, insert, select

from app.assignments.condition import RunCondition
from app.assignments.evidence import Wanted, done_at
from app.assignments.items import Item, ItemKey, ItemKind
from app.content.chair import Chair
from app.db import Database
from app.reading.models import ANSWER, LESSON_VERSION
from app.record.models import CHAIR_COLUMNS, LESSON_PROGRESS
from app.record.queries import read_records
from app.training.assignments.done.queries import read_evidence
from app.training.overview.activity import NOTHING, Activity
from app.training.overview.person import BegunItem, begun_items
from app.training.overview.queries import read_activities
from tests.queries import counted
from tests.training.overview.evidence import LIMITS, NOON, Row, attempt, by_chance, lesson, put


def lesson_key(name: str) -> ItemKey:
    return ItemKey(ItemKind.LESSON, name)


def scenario_key(name: str) -> ItemKey:
    return ItemKey(ItemKind.SCENARIO, name)


def plain_scale(row: Row) -> list[float | None]:
    found: list[float | None] = []
    for name, (low, high) in zip(CHAIR_COLUMNS, LIMITS[row["version"]], strict=True):
        total = row[name]
        if low is None or high is None or low == high:
            found.append(None)
        else:
            found.append(float(Fraction(6 * total, high if total > 0 else -low)) if total else 0.0)
    return found


def plain_runs(attempts: Sequence[Row]) -> list[str]:
    """The ids: the last three, and each latest of its scenario among the last three scenarios."""
    whole = [row for row in attempts if row["finished_at"] and not row["is_replay"]]
    whole.sort(key=lambda row: (row["finished_at"], row["updated_at"], row["id"]), reverse=True)
    latest = {}
    for row in whole:
        latest.setdefault(row["scenario_id"], row["id"])
    wanted = {*list(latest.values())[:3], *(row["id"] for row in whole[:3])}
    return [row["id"] for row in whole if row["id"] in wanted]


@pytest.mark.parametrize("seed", range(8))
def test_many_are_found_as_a_plain_reading_finds_them(database: Database, seed: int) -> None:
    chance = Random(seed)
    made = {f"s{number}": by_chance(chance, f"s{number}") for number in range(6)}
    attempts = [row for rows, _ in made.values() for row in rows]
    lessons = [row for _, rows in made.values() for row in rows]
    with database.change() as connection:
        put(connection, [*made, "stranger"], attempts, lessons)
        found = read_activities(connection, list(made))
        alone = {name: read_activities(connection, [name])[name] for name in made}
        records = read_records(connection, list(made))
    assert alone == found
    by_id = {row["id"]: row for row in attempts}
    for name, (played, read) in made.items():
        activity = found[name]
        touches = [row["updated_at"] for row in (*played, *read)]
        assert activity.last_active_at == max(touches, default=None)
        assert [run.attempt for run in activity.runs] == plain_runs(played)
        for run in activity.runs:
            assert run.chairs == pytest.approx(plain_scale(by_id[run.attempt]))
        record = records[name]
        assert activity.finished == {
            **{lesson_key(key): one.finished_at for key, one in record.lessons.items() if one.finished_at},
            **{
                scenario_key(key): one.finished_at for key, one in record.scenarios.items() if one.finished_at
            },
        }
        assert activity.begun == {
            **{lesson_key(k): one.updated_at for k, one in record.lessons.items() if not one.finished_at},
            **{
                scenario_key(k): max(row["updated_at"] for row in played if row["scenario_id"] == k)
                for k, one in record.scenarios.items()
                if not one.finished_at
            },
        }


def test_a_second_try_leaves_a_scenario_finished(database: Database) -> None:
    rows = [attempt("ada", 1), attempt("ada", 2, at=NOON + timedelta(days=1), finished_at=None)]
    with database.change() as connection:
        put(connection, ["ada"], rows)
        found = read_activities(connection, ["ada"])["ada"]
    assert (found.finished, dict(found.begun)) == ({scenario_key("one"): NOON}, {})
    assert found.last_active_at == NOON + timedelta(days=1)


def test_a_replay_is_activity_and_no_run(database: Database) -> None:
    rows = [
        attempt("ada", 1, self_=3),
        attempt("ada", 2, at=NOON + timedelta(days=2), is_replay=True, self_=-9),
    ]
    with database.change() as connection:
        put(connection, ["ada"], rows)
        found = read_activities(connection, ["ada"])["ada"]
    assert [run.chairs.of(Chair.SELF) for run in found.runs] == [6.0]
    assert found.last_active_at == NOON + timedelta(days=2)


def test_two_hundred_runs_of_one_scenario_leave_room_for_the_others(database: Database) -> None:
    rows = [attempt("ada", n, at=NOON + timedelta(minutes=n)) for n in range(200)]
    before = NOON - timedelta(days=1)
    rows += [attempt("ada", 300 + n, at=before, scenario=f"other-{n}") for n in range(4)]
    with database.change() as connection:
        put(connection, ["ada"], rows)
        found = read_activities(connection, ["ada"])["ada"].runs
    assert [run.scenario_id for run in found] == ["one", "one", "one", "other-3", "other-2"]


@pytest.mark.parametrize("number", [1, 50, 5_000])
def test_many_cost_as_many_selects_as_one(database: Database, number: int) -> None:
    subjects = [f"s{n}" for n in range(number)]
    with database.change() as connection:
        put(
            connection,
            subjects,
            [attempt(name, 1) for name in subjects],
            [lesson(name, "l") for name in subjects],
        )
    with counted(database) as queries, database.look() as connection:
        found = read_activities(connection, subjects)
    assert len(queries) == 2
    assert len(found) == number
    assert all(len(one.runs) == 1 and len(one.finished) == 2 for one in found.values())


def test_nobody_is_not_asked_for(database: Database) -> None:
    with counted(database) as queries, database.look() as connection:
        assert read_activities(connection, []) == {}
        assert queries == []
    with database.look() as connection:
        assert read_activities(connection, ["stranger"]) == {"stranger": NOTHING}


def test_an_odd_id_is_an_id(database: Database) -> None:
    odd = ['a"b', "a'b", "[1]", "{x}", "a,b", "ä\\", "null"]
    with database.change() as connection:
        put(connection, odd, [attempt(name, 1) for name in odd])
        found = read_activities(connection, odd)
    assert {name: len(one.runs) for name, one in found.items()} == dict.fromkeys(odd, 1)


def test_only_items_with_a_title_count() -> None:
    activity = Activity(
        last_active_at=NOON,
        finished=dict.fromkeys([lesson_key("a"), scenario_key("a"), lesson_key("elsewhere")], NOON),
        begun={lesson_key("b"): NOON, scenario_key("c"): NOON - timedelta(days=1), lesson_key("gone"): NOON},
    )
    titles = {lesson_key("a"): "A", scenario_key("a"): "Talk", lesson_key("b"): "B", scenario_key("c"): "C"}
    assert begun_items(activity, titles) == (BegunItem("C", NOON - timedelta(days=1)), BegunItem("B", NOON))


@pytest.mark.parametrize("seed", range(6))
def test_assignments_find_the_same_evidence_by_way_of_the_overview(database: Database, seed: int) -> None:
    """What is read at once for pages of groups is what each assignment’s own selects find."""
    chance = Random(seed)
    made = {f"s{number}": by_chance(chance, f"s{number}") for number in range(6)}
    since = NOON + timedelta(minutes=2)
    attempts = [row for rows, _ in made.values() for row in rows]
    lessons = [row for _, rows in made.values() for row in rows]
    wanted = Wanted(frozenset("ab"), frozenset({"l0", "l1"}), since)
    with database.change() as connection:
        put(connection, list(made), attempts, lessons)
        put_answers(connection, chance, list(made))
        plain = read_evidence(connection, list(made), wanted)
        found = {name: one.evidence for name, one in read_activities(connection, list(made), wanted).items()}
    for name, item, condition, later in product(made, items(), RunCondition, (None, since)):
        is_wanted = item.id in wanted.scenarios | wanted.lessons
        if not is_wanted and (later or condition is not RunCondition.FINISHED):
            continue
        asked = {"l0": frozenset({"q", "r"}), "l1": frozenset({"q"})}
        both = [done_at(item, evidence[name], condition, asked, later) for evidence in (plain, found)]
        assert both[0] == both[1], (name, item, condition, later)


def items() -> list[Item]:
    lessons = [Item(ItemKind.LESSON, name, name) for name in ("l0", "l1", "l2")]
    return lessons + [Item(ItemKind.SCENARIO, name, name) for name in "abcd"]


def put_answers(connection: Connection, chance: Random, subjects: Sequence[str]) -> None:
    version = {"sha": "v", "lesson_id": "l0", "source": b"", "stored_at": NOON}
    connection.execute(insert(LESSON_VERSION).values(version))
    rows = [
        {
            **{"subject_id": name, "id": f"{name}-{n}", "lesson_id": chance.choice(["l0", "l1", "l2"])},
            **{"version": "v", "check_id": chance.choice("qr"), "option_id": "x"},
            "at": NOON + timedelta(minutes=chance.randrange(6)),
        }
        for name in subjects
        for n in range(chance.randrange(1, 6))
    ]
    begun = {(row["subject_id"], row["lesson_id"]) for row in rows}
    kept = connection.execute(select(LESSON_PROGRESS.c.subject_id, LESSON_PROGRESS.c.lesson_id))
    known = {(row[0], row[1]) for row in kept}
    put_lessons = [lesson(subject, name, finished=False) for subject, name in sorted(begun - known)]
    for table, made in ((LESSON_PROGRESS, put_lessons), (ANSWER, rows)):
        if made:
            connection.execute(insert(table), made)
