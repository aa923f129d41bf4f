"""A group on a database of a site, whose members play scenarios by the real engine and answer questions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import insert, update
from sqlmodel import Session

from app.db import Database
from app.learners.actions.sessions import open_session
from app.learners.models import LEARNER
from app.learners.who import Role, Who
from app.practice.attempts.attempt import columns_of
from app.practice.attempts.models import CHOICE_TAKEN, SCENARIO_VERSION, TAKEN_BACK
from app.practice.attempts.versions import limit_columns
from app.reading.models import ANSWER, LESSON_VERSION
from app.record.models import ATTEMPT
from app.scenarios import engine
from app.scenarios.library import Scenarios
from app.scenarios.scenario import Choice, Scenario
from app.training.groups.actions.codes import make_code
from app.training.groups.actions.groups import make_group
from app.training.groups.actions.workplaces import make_workplace, name_trainer
from app.training.memberships.actions import join, leave
from tests.subjects import new_learner

Pick = Callable[[Sequence[Choice]], Choice]


def first(offered: Sequence[Choice]) -> Choice:
    return offered[0]


def last(offered: Sequence[Choice]) -> Choice:
    return offered[-1]


@dataclass
class Group:
    """`moment` moves on by a minute with everything that is done."""

    database: Database
    moment: datetime
    id: str = ""
    code: str = ""
    lead: str = ""
    token: str = ""
    made: int = 0
    stored: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.lead = self._account(Role.TRAINER, "Tara Trainer")
        admin = Who(subject_id=self._account(Role.ADMIN, "Ada Admin"), role=Role.ADMIN)
        trainer = Who(subject_id=self.lead, role=Role.TRAINER)
        with self.database.write() as db:
            place = make_workplace(db, who=admin, title="Harbor", time_zone="UTC", now=self.moment)
            name_trainer(db, who=admin, workplace_id=place, subject_id=self.lead, now=self.moment)
            self.id = make_group(db, who=trainer, workplace_id=place, title="Spring", now=self.moment)
            self.code = make_code(
                db, who=trainer, group_id=self.id, days=365, most_uses=5000, now=self.moment
            )
            self.token = open_session(db, subject_id=self.lead, now=self.moment, signed_in=True)[1]

    def _account(self, role: str, name: str) -> str:
        self.made += 1
        return new_learner(
            self.database,
            email=f"somebody-{self.made}@example.org",
            name=name,
            role=role,
            now=self.moment,
        )

    def later(self) -> datetime:
        self.moment += timedelta(minutes=1)
        return self.moment

    def somebody(self) -> str:
        return self._account(Role.LEARNER, f"Person {self.made}")

    def member(self, *, shows_earlier: bool = False) -> str:
        who = self.somebody()
        self.join(who, shows_earlier=shows_earlier)
        return who

    def join(self, who: str, *, shows_earlier: bool = False) -> None:
        with self.database.write() as db:
            join(db, subject_id=who, code=self.code, shows_earlier=shows_earlier, now=self.later())

    def leave(self, who: str) -> None:
        with self.database.write() as db:
            leave(db, subject_id=who, group_id=self.id, now=self.later())

    def play(
        self,
        who: str,
        scenarios: Scenarios,
        name: str,
        pick: Pick = first,
        *,
        is_replay: bool = False,
        is_open: bool = False,
        undo: Pick | None = None,
    ) -> list[tuple[str, str]]:
        """To its end, as `pick` chooses; with `undo`, what that would say first is said and taken back.

        What was said, by scene.
        """
        scenario, at = scenarios.scenarios[name], self.later()
        steps, state = played(scenario, pick)
        with self.database.write() as db:
            self._store(db, scenarios, scenario)
            attempt = f"attempt-{self.made}-{at.timestamp():.0f}"
            ended = {} if is_open else {"ending": state.scene, "finished_at": self.later()}
            told = {"id": attempt, "subject_id": who, "scenario_id": name, "version": scenario.version}
            times = {"started_at": at, "updated_at": at, "turn": len(steps), "is_replay": is_replay}
            db.execute(insert(ATTEMPT).values(**told, **times, **columns_of(state), **ended))
            key = {"subject_id": who, "attempt_id": attempt, "at": at}
            turn = 0
            if undo:
                said = undo(engine.offered(scenario, engine.start(scenario))).id
                row = {"turn": 0, "scene": scenario.start, "choice": said}
                db.execute(insert(CHOICE_TAKEN).values(**key, **row))
                db.execute(insert(TAKEN_BACK).values(**key, turn=0, until=1))
                turn = 2
            for place, (scene, choice) in enumerate(steps, turn):
                db.execute(insert(CHOICE_TAKEN).values(**key, turn=place, scene=scene, choice=choice))
        return [(scene, choice) for scene, choice in steps if choice]

    def _store(self, db: Session, scenarios: Scenarios, scenario: Scenario) -> None:
        if scenario.version in self.stored:
            return
        self.stored.add(scenario.version)
        row = {"sha": scenario.version, "scenario_id": scenario.id, "stored_at": self.moment}
        source = scenarios.source(scenario.id)
        db.execute(insert(SCENARIO_VERSION).values(**row, source=source, **limit_columns(scenario)))

    def answer(self, who: str, lesson: str, check: str, option: str) -> None:
        with self.database.write() as db:
            if lesson not in self.stored:
                self.stored.add(lesson)
                row = {"sha": lesson, "lesson_id": lesson, "source": b"", "stored_at": self.moment}
                db.execute(insert(LESSON_VERSION).values(**row))
            at = self.later()
            key = {
                "subject_id": who,
                "id": f"{at.timestamp():026.0f}",
                "lesson_id": lesson,
                "version": lesson,
            }
            db.execute(insert(ANSWER).values(**key, check_id=check, option_id=option, at=at))

    def demote(self) -> None:
        """The lead is a learner again."""
        of_them = LEARNER.c.subject_id == self.lead
        with self.database.write() as db:
            db.execute(update(LEARNER).where(of_them).values(role=Role.LEARNER))


def played(scenario: Scenario, pick: Pick) -> tuple[list[tuple[str, str | None]], engine.State]:
    """The steps of a run, and where it ended."""
    state, steps = engine.start(scenario), list[tuple[str, str | None]]()
    while not engine.is_finished(scenario, state):
        offered = engine.offered(scenario, state)
        choice = pick(offered).id if offered else None
        steps.append((state.scene, choice))
        state = engine.step(scenario, state, choice)
    return steps, state
