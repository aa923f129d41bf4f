"""What has to be done without anybody asking: named jobs, each done by one process at a time.

A job is claimed by a conditional update with a lease, so that of two processes one does it, and a process that
dies gives it up when its lease ends. A job must be idempotent: it may be done again where its end was not
written down. It does a little at a time, and in between the ticker looks whether it is to stop, so that a server
that is told to end does so within seconds.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import Update, or_, select, update
from sqlmodel import Field, Session

from app import log as log_lines
from app.db import Database, Model, UtcDateTime, upsert

log = logging.getLogger(log_lines.NAME)

FIRST_TICK = timedelta(seconds=20)
TICK = timedelta(seconds=5)
LEASE = timedelta(minutes=5)
TRY_AGAIN = timedelta(minutes=1)
STOP_SECONDS = 8.0


class JobRow(Model, table=True):
    """When a job is due next, and which process has it until when."""

    __tablename__ = "job"

    name: str = Field(primary_key=True)
    due_at: datetime = Field(sa_type=UtcDateTime)
    holder: str | None = None
    leased_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    failures: int = 0


JOB = JobRow.__table__


@dataclass(frozen=True, slots=True)
class Job:
    """`work` does a little, given this moment in UTC, and says whether there is more to do at once.

    `every` is the time from its end to when it is due again.
    """

    name: str
    every: timedelta
    work: Callable[[Database, datetime], bool]


class Ticker:
    """Does what is due, in a thread of its own, until it is closed."""

    def __init__(self, database: Database, jobs: Sequence[Job], clock: Callable[[], datetime]) -> None:
        self.database, self.jobs, self.clock = database, jobs, clock
        self.holder = uuid4().hex
        self.stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Returns within `STOP_SECONDS`. A job that takes longer is left to its lease."""
        self.stop.set()
        if self._thread.is_alive():
            self._thread.join(STOP_SECONDS)

    def run(self) -> None:
        """In the caller’s own thread, until somebody closes it."""
        self._run()

    def _run(self) -> None:
        wait = FIRST_TICK
        while not self.stop.wait(wait.total_seconds()):
            self.tick()
            wait = TICK

    def tick(self) -> None:
        """Every job that is due and that no other process has, once. A job that fails is tried again later."""
        for job in self.jobs:
            if self.stop.is_set():
                return
            try:
                if self._is_due(job) and self._claim(job):
                    self._do(job)
            except Exception as error:
                log.error("the job %s failed and will be tried again: %s", job.name, log_lines.where(error))

    def _is_due(self, job: Job) -> bool:
        """A look without a write, since nearly always there is nothing to do."""
        with self.database.look() as connection:
            row = connection.execute(select(JOB).where(JOB.c.name == job.name)).first()
        now = self.clock()
        return row is None or (row.due_at <= now and (row.leased_until is None or row.leased_until <= now))

    def _claim(self, job: Job) -> bool:
        now = self.clock()
        free = or_(JOB.c.leased_until.is_(None), JOB.c.leased_until <= now)
        mine = update(JOB).where(JOB.c.name == job.name, JOB.c.due_at <= now, free)
        with self.database.write() as db:
            _introduce(db, job, now)
            taken = db.execute(mine.values(holder=self.holder, leased_until=now + LEASE))
            return bool(taken.rowcount == 1)  # type: ignore[attr-defined]

    def _do(self, job: Job) -> None:
        try:
            while job.work(self.database, self.clock()) and not self.stop.is_set() and self._prolong(job):
                pass
        except Exception:
            self._release(job, due_in=min(TRY_AGAIN, job.every), failed=True)
            raise
        self._release(job, due_in=timedelta() if self.stop.is_set() else job.every)

    def _prolong(self, job: Job) -> bool:
        """False where the lease ended meanwhile and another process has the job."""
        with self.database.write() as db:
            held = db.execute(self._held(job).values(leased_until=self.clock() + LEASE))
            return bool(held.rowcount == 1)  # type: ignore[attr-defined]

    def _release(self, job: Job, *, due_in: timedelta, failed: bool = False) -> None:
        now = self.clock()
        values = {"due_at": now + due_in, "holder": None, "leased_until": None}
        outcome = {"failures": JOB.c.failures + 1} if failed else {"failures": 0, "done_at": now}
        with self.database.write() as db:
            db.execute(self._held(job).values({**values, **outcome}))

    def _held(self, job: Job) -> Update:
        return update(JOB).where(JOB.c.name == job.name, JOB.c.holder == self.holder)


def _introduce(db: Session, job: Job, now: datetime) -> None:
    """A job that the database has not met is due at once."""
    upsert(db, JOB, {"name": job.name, "due_at": now, "failures": 0}, key=["name"])
