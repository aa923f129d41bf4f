"""Shares are held against a plain recount, over plays in which lines are taken back and scenes come back."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import insert

from app.db import Database
from app.learners.actions.sessions import new_subject
from app.practice.attempts.attempt import Evidence, Standing, Step, columns_of, evidence_of
from app.practice.attempts.models import CHOICE_TAKEN, TAKEN_BACK
from app.practice.attempts.transcript import Entry, Transcript
from app.practice.debrief.queries.peers import Share, read_peers
from app.practice.decisions.statistics import FEWEST
from app.record.models import ATTEMPT
from app.scenarios import engine
from app.scenarios.library import ScenarioLibrary
from tests.practice.attempts.test_versions import library, versions
from tests.practice.playing import LADDER, scenario

__all__ = ["library"]

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LINES = [(scene.id, choice) for scene in scenario().scenes.values() for choice in scene.choices]
PLACES = sorted(scenario().scenes)
Undone = tuple[int, int] | None


@pytest.mark.parametrize("seed", range(12))
def test_shares_are_those_of_a_plain_recount(database: Database, library: ScenarioLibrary, seed: int) -> None:
    chance = Random(seed)
    with database.write() as db:
        versions(library).store(db, library.current.scenarios[LADDER], NOW)
    plays = [play(chance) for _ in range(chance.randrange(3, 25))]
    for number, (steps, undone) in enumerate(plays):
        keep(database, number, steps, undone)
    with database.read() as db:
        peers = read_peers(db.connection(), of_every_line(library))
    shares = {key: share for (scene, choice) in LINES if (share := peers.share(*(key := (scene, choice.id))))}
    assert shares == recount(plays)
    for place in PLACES:
        here = [share for (scene, _), share in shares.items() if scene == place]
        assert sum(share.said for share in here) <= max((share.people for share in here), default=0)


def play(chance: Random) -> tuple[list[Step], Undone]:
    """Any scenes in any order, more than once; perhaps some of it taken back, and gone on from there."""
    count = chance.randrange(1, 9)
    undone = None
    if chance.random() < 0.6:
        first = chance.randrange(count)
        undone = (first, chance.randrange(first + 1, count + 1))
    steps = []
    for turn in range(count + 1):
        if undone and turn == undone[1]:
            continue  # the taking back takes a turn of its own
        scene = chance.choice(PLACES)
        said = [choice.id for place, choice in LINES if place == scene]
        steps.append(Step(turn, scene, chance.choice([*said, None]), ()))
    return steps, undone


def keep(database: Database, number: int, steps: list[Step], undone: Undone) -> None:
    state = columns_of(engine.start(scenario()))
    at = NOW + timedelta(minutes=number)
    with database.write() as db:
        who, name = new_subject(db, at), f"attempt-{number}"
        ended = {"started_at": at, "updated_at": at, "finished_at": at, "turn": 9, "ending": "light"}
        told = {"id": name, "subject_id": who, "scenario_id": LADDER, "version": scenario().version}
        db.execute(insert(ATTEMPT).values({**told, **state, **ended}))
        key = {"subject_id": who, "attempt_id": name, "at": at}
        for step in steps:
            said = {"turn": step.turn, "scene": step.scene, "choice": step.choice}
            db.execute(insert(CHOICE_TAKEN).values({**key, **said}))
        if undone:
            db.execute(insert(TAKEN_BACK).values({**key, "turn": undone[0], "until": undone[1]}))


def of_every_line(library: ScenarioLibrary) -> Transcript:
    """Somebody’s who said every line there is, so that the share of each is asked for."""
    found = library.current.scenarios[LADDER]
    state = engine.start(found)
    mine = Standing("mine", "somebody", LADDER, found.version, 0, state, "light")
    entries = tuple(
        Entry(turn, turn + 1, found.scenes[scene], choice, (), state, state)
        for turn, (scene, choice) in enumerate(LINES)
    )
    return Transcript(found, mine, Evidence(()), entries, ())


def recount(plays: list[tuple[list[Step], Undone]]) -> dict[tuple[str, str], Share]:
    said: dict[str, Counter[str]] = {place: Counter() for place in PLACES}
    if len(plays) < FEWEST:
        return {}
    for steps, undone in plays:
        stood = [(step.scene, step.choice) for step in evidence_of(steps, undone).steps if step.choice]
        for place in PLACES:
            if mine := [choice for scene, choice in stood if scene == place]:
                said[place][mine[0]] += 1
    people = {place: counts.total() for place, counts in said.items()}
    return {
        (scene, choice.id): Share(said[scene][choice.id], people[scene])
        for scene, choice in LINES
        if people[scene] >= FEWEST
    }
