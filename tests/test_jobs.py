"""Jobs: done when due, by one process at a time, again where one died, and never in the way of an end."""

import threading
from datetime import datetime, timedelta

from sqlalchemy import select

from app.db import Database
from app.jobs import JOB, LEASE, STOP_SECONDS, TRY_AGAIN, Job, Ticker
from tests.conftest import Clock

HOUR = timedelta(hours=1)


class Work:
    """Counts how often it was done; does it in so many pieces."""

    def __init__(self, pieces: int = 1) -> None:
        self.done = 0
        self.pieces = pieces

    def __call__(self, _database: Database, _now: datetime) -> bool:
        self.done += 1
        return self.done % self.pieces != 0


def ticker(database: Database, clock: Clock, work: object) -> Ticker:
    return Ticker(database, [Job("a job", HOUR, work)], clock)  # type: ignore[arg-type]


def test_it_is_done_when_it_is_due_and_not_before(database: Database, clock: Clock) -> None:
    jobs = ticker(database, clock, work := Work())
    for minutes, done in ((0, 1), (59, 1), (1, 2), (1, 2)):
        clock.advance(minutes=minutes)
        jobs.tick()
        assert work.done == done


def test_all_its_pieces_are_done_in_one_tick(database: Database, clock: Clock) -> None:
    jobs = ticker(database, clock, work := Work(pieces=7))
    jobs.tick()
    jobs.tick()
    assert work.done == 7


def test_of_two_processes_one_does_it(database: Database, clock: Clock) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def slow(_database: Database, _now: datetime) -> bool:
        inside.set()
        assert go_on.wait(10)
        return False

    first = threading.Thread(target=ticker(database, clock, slow).tick)
    first.start()
    assert inside.wait(10)
    ticker(database, clock, other := Work()).tick()
    go_on.set()
    first.join()
    assert other.done == 0


def test_what_a_process_left_undone_is_done_after_its_lease(database: Database, clock: Clock) -> None:
    dead = ticker(database, clock, Work())
    assert dead._claim(dead.jobs[0])
    jobs = ticker(database, clock, work := Work())
    jobs.tick()
    assert work.done == 0
    clock.advance(seconds=LEASE.total_seconds())
    jobs.tick()
    assert work.done == 1


def test_one_that_fails_is_tried_again_and_holds_up_no_other(database: Database, clock: Clock) -> None:
    def fails(_database: Database, _now: datetime) -> bool:
        raise ZeroDivisionError

    work = Work()
    jobs = Ticker(database, [Job("broken", HOUR, fails), Job("sound", HOUR, work)], clock)
    jobs.tick()
    assert work.done == 1
    with database.look() as connection:
        row = connection.execute(select(JOB).where(JOB.c.name == "broken")).one()
    assert (row.failures, row.due_at, row.holder) == (1, clock() + TRY_AGAIN, None)


def test_told_to_stop_it_ends_after_the_piece_it_is_at(database: Database, clock: Clock) -> None:
    def endless(_database: Database, _now: datetime) -> bool:
        jobs.stop.set()
        return True

    jobs = ticker(database, clock, endless)
    jobs.tick()
    with database.look() as connection:
        row = connection.execute(select(JOB)).one()
    assert (row.holder, row.due_at) == (None, clock())


def test_closing_it_takes_no_longer_than_promised(database: Database, clock: Clock) -> None:
    jobs = ticker(database, clock, Work())
    jobs.start()
    jobs.close()
    assert STOP_SECONDS <= 8
    assert not jobs._thread.is_alive()
