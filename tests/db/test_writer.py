"""Turns to write: in the order they were asked for, never two at once, and never for ever."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import TimeoutError as NoTurn

from app.db import Database
from app.db.writer import Turns

PATIENCE = 20.0


def test_a_turn_goes_to_whoever_has_waited_longest() -> None:
    turns, order = Turns(PATIENCE), []

    def take(number: int) -> None:
        with turns:
            order.append(number)

    threads = [threading.Thread(target=take, args=(number,)) for number in range(20)]
    with turns:
        for number, thread in enumerate(threads, 1):
            thread.start()
            while turns.waiting < number:
                threading.Event().wait(0.001)
    for thread in threads:
        thread.join()
    assert order == list(range(20))
    assert turns.waiting == 0


def test_two_never_have_a_turn_at_once() -> None:
    turns, inside, most = Turns(PATIENCE), 0, 0

    def take(_: int) -> None:
        nonlocal inside, most
        for _ in range(200):
            with turns:
                inside += 1
                most = max(most, inside)
                inside -= 1

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(take, range(8)))
    assert most == 1


def test_no_turn_for_too_long_is_a_fault_and_hinders_nobody() -> None:
    turns = Turns(0.05)
    with ThreadPoolExecutor(1) as threads:
        with turns:
            refused = threads.submit(turns.__enter__)
            with pytest.raises(NoTurn, match="No turn to write"):
                refused.result()
        threads.submit(turns.__enter__).result()
        threads.submit(turns.__exit__).result()
    assert turns.waiting == 0


def test_a_write_inside_a_write_is_told_at_once(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/site.db")
    with database.write(), pytest.raises(RuntimeError, match="inside a write"), database.change():
        pass
    with database.write() as db:
        db.execute(text("create table thing (number int)"))
    database.close()


def test_threads_and_the_loop_take_turns_and_all_is_kept(tmp_path: Path) -> None:
    """Threads that write without a pause starve the loop's writer as little as it starves them."""
    database = Database(f"sqlite:///{tmp_path}/site.db")
    with database.write() as db:
        db.execute(text("create table thing (who text, number int)"))

    def by_thread(number: int) -> None:
        for _ in range(25):
            with database.write() as db:
                db.execute(text("insert into thing values ('thread', :number)"), {"number": number})

    def job(connection: Connection) -> None:
        connection.execute(text("insert into thing values ('loop', 0)"))

    async def by_loop() -> None:
        for _ in range(25):
            await asyncio.gather(*(database.together(job) for _ in range(4)))

    with ThreadPoolExecutor(5) as threads:
        writers = [threads.submit(by_thread, number) for number in range(4)]
        threads.submit(asyncio.run, by_loop()).result()
        for writer in writers:
            writer.result()
    with database.read() as db:
        counts = dict(db.execute(text("select who, count(*) from thing group by who")).all())
    assert counts == {"loop": 100, "thread": 100}
    database.close()


def test_what_was_asked_for_is_done_before_the_end(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/site.db")
    with database.write() as db:
        db.execute(text("create table thing (number int)"))

    async def ask_and_close() -> int:
        asked = [
            asyncio.ensure_future(
                database.together(lambda c, n=n: c.execute(text("insert into thing values (:n)"), {"n": n}))
            )
            for n in range(50)
        ]
        await asyncio.sleep(0)
        await asyncio.to_thread(database.close)
        return len(await asyncio.gather(*asked))

    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(asyncio.run, ask_and_close()).result() == 50
    again = Database(f"sqlite:///{tmp_path}/site.db")
    with again.read() as db:
        assert db.scalar(text("select count(*) from thing")) == 50
    again.close()
