"""What a learner does in a scenario: begin, say a line, go on, take a line back. Each leaves evidence.

A step counts only at the turn it was shown at. The attempt’s row is moved on first, and only from that turn, so
that of two requests one wins on every database; the other is told where the conversation is now.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlmodel import Session

from app.db import Move
from app.errors import Refused
from app.events.actions import row_of
from app.events.event import AttemptFinished
from app.events.models import EVENT
from app.learners.actions.sessions import seen
from app.learners.who import Who
from app.practice.attempts.attempt import Standing, columns_of
from app.practice.attempts.models import CHOICE_TAKEN, TAKEN_BACK
from app.practice.attempts.queries import Player, columns_of_key, read_evidence, read_standing, step_at
from app.practice.attempts.versions import Versions
from app.record.models import ATTEMPT
from app.scenarios import engine
from app.scenarios.choice_order import order_shown
from app.scenarios.engine import NotOffered, State
from app.scenarios.scenario import Scenario
from app.ulid import new_id


class NotNow(Refused):
    """Nothing was changed; `notice` names the sentence that says why."""

    def __init__(self, notice: str) -> None:
        super().__init__(
            "The conversation has moved on meanwhile. Load its page again to see where it is now."
        )
        self.notice = notice


def begin(
    db: Session, versions: Versions, *, subject_id: str, scenario: Scenario, now: datetime, attempt: str = ""
) -> str:
    """A new attempt’s id. `attempt` is the id where a page had to make it before."""
    versions.store(db, scenario, now)
    attempt = attempt or new_id(now)
    row = {
        "id": attempt,
        "subject_id": subject_id,
        "scenario_id": scenario.id,
        "version": scenario.version,
        "started_at": now,
        "updated_at": now,
        "turn": 0,
        **columns_of(engine.start(scenario)),
    }
    db.execute(insert(ATTEMPT).values(row))
    return attempt


def untouched_attempt(db: Session, *, subject_id: str, scenario: Scenario) -> str | None:
    """An attempt at this version in which nothing has been said, so that beginning twice begins once."""
    a = ATTEMPT.c
    rows = select(a.id).where(
        a.subject_id == subject_id,
        a.scenario_id == scenario.id,
        a.version == scenario.version,
        a.turn == 0,
    )
    return db.scalars(rows.order_by(a.started_at.desc())).first()


def take_choice(connection: Connection, player: Player, *, turn: int, scene: str, choice: str) -> Who:
    """Say this line. The result is who said it, as they were before. Raises NotFound and NotNow."""
    who, scenario, standing = player.open_attempt(connection)
    say_line(connection, scenario, standing, turn=turn, scene=scene, choice=choice, now=player.now)
    seen(connection, who, player.now)
    return who


def go_on(connection: Connection, player: Player, *, turn: int, scene: str) -> Who:
    """Continue, in a scene that only leads on. Raises NotFound and NotNow."""
    who, scenario, standing = player.open_attempt(connection)
    say_line(connection, scenario, standing, turn=turn, scene=scene, choice=None, now=player.now)
    seen(connection, who, player.now)
    return who


def take_back(connection: Connection, player: Player, *, turn: int) -> Who:
    """Undo the last line and whatever followed it; once per attempt, not after its end. Raises NotFound and NotNow."""
    who, scenario, standing = player.open_attempt(connection)
    if standing.is_finished:
        raise NotNow("finished")
    evidence = read_evidence(connection, standing.key)
    last = evidence.last_line
    if evidence.has_taken_back or last is None:
        raise NotNow("cannot-take-back")
    if turn != standing.turn:
        raise NotNow("moved-on")
    after = engine.replay(scenario, evidence.choices[:last])
    row = {
        **columns_of_key(standing.key),
        "turn": evidence.steps[last].turn,
        "until": turn,
        "at": player.now,
    }
    if not _TAKE_BACK.run(connection, _moved_on(scenario, standing, after, player.now), row):
        raise NotNow("moved-on")
    seen(connection, who, player.now)
    return who


def say_line(
    connection: Connection,
    scenario: Scenario,
    standing: Standing,
    *,
    turn: int,
    scene: str,
    choice: str | None,
    now: datetime,
) -> None:
    """One step of an attempt that was just read; without `choice` it only leads on. Raises NotNow."""
    if turn != standing.turn or scene != standing.state.scene or standing.is_finished:
        raise _outdated(connection, standing, turn, scene, choice)
    try:
        after = engine.step(scenario, standing.state, choice)
    except NotOffered:
        raise NotNow("not-offered") from None
    row = {
        **columns_of_key(standing.key),
        "turn": turn,
        "scene": scene,
        "choice": choice,
        "order_shown": _order_shown(scenario, standing),
        "at": now,
    }
    moved = _moved_on(scenario, standing, after, now)
    if after.scene in scenario.endings:
        taken = _FINISH.run(connection, moved, row, row_of(_finished(standing, after), now))
    else:
        taken = _TAKE.run(connection, moved, row)
    if not taken:  # somebody was faster: perhaps to the end
        faster = read_standing(connection, standing.key) or standing
        raise _outdated(connection, faster, turn, scene, choice)


def _finished(standing: Standing, after: State) -> AttemptFinished:
    return AttemptFinished(
        subject=standing.subject_id,
        attempt=standing.attempt,
        scenario=standing.scenario_id,
        version=standing.version,
        ending=after.scene,
    )


def _order_shown(scenario: Scenario, standing: Standing) -> str:
    """The ids of the choices as the page had them; empty where a scene only leads on."""
    offered = engine.offered(scenario, standing.state)
    return " ".join(one.id for one in order_shown(standing.attempt, standing.state.scene, offered))


def _moved_on(scenario: Scenario, standing: Standing, after: State, now: datetime) -> dict[str, Any]:
    """The attempt after this step, for an update that finds it only where it still stands as it was read."""
    finished = after.scene in scenario.endings
    return {
        **columns_of(after),
        "the_subject": standing.subject_id,
        "the_attempt": standing.attempt,
        "the_turn": standing.turn,
        "turn": standing.turn + 1,
        "updated_at": now,
        "finished_at": now if finished else None,
        "ending": after.scene if finished else None,
    }


def _outdated(
    connection: Connection, standing: Standing, turn: int, scene: str, choice: str | None
) -> NotNow:
    """Why a request that was for another turn is not counted."""
    if step_at(connection, standing.key, turn) == (scene, choice):
        return NotNow("already-said" if choice is not None else "moved-on")
    return NotNow("finished" if standing.is_finished else "moved-on")


_MOVE = (
    update(ATTEMPT)
    .where(
        ATTEMPT.c.subject_id == bindparam("the_subject"),
        ATTEMPT.c.id == bindparam("the_attempt"),
        ATTEMPT.c.turn == bindparam("the_turn"),
    )
    .values(
        {
            name: bindparam(name)
            for name in (*columns_of(State("")), "turn", "updated_at", "finished_at", "ending")
        }
    )
)
_TAKE = Move(_MOVE, CHOICE_TAKEN)
_FINISH = Move(_MOVE, CHOICE_TAKEN, EVENT)
_TAKE_BACK = Move(_MOVE, TAKEN_BACK)
