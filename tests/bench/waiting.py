"""What readers notice of others: of a foreign process that holds the database, and of people who sign in."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode

import psutil

from app.db import Database, sqlite_module
from app.learners.actions.sessions import new_subject
from app.learners.actions.sign_in import make_learner
from app.learners.models import Learner
from app.learners.passwords import hash_password
from tests.bench import lag, wrk
from tests.bench.figures import Figure
from tests.bench.measures import MOST_CHOICES_A_SECOND, Rounds
from tests.bench.rig import (
    MEGABYTE,
    ON_CORE_0,
    answered,
    costed,
    cpu_seconds,
    memory,
    migrated,
    site,
    sound,
)
from tests.bench.world import NOW, populate
from tests.serving import PATIENCE, ROOT, Server

HELD_SECONDS = 2.0
PLAYED_SECONDS = 4.0
PEOPLE = 50
CROWD = 200
PLAYERS = 4
PASSWORD = "a teapot of quiet rain"


def foreign_writer(folder: Path, rounds: Rounds) -> list[Figure]:
    """The longest stop of the loop while 16 players play and another process holds the lock for two seconds."""
    file = folder / "site.db"
    database = migrated(f"sqlite:///{file}")
    count = rounds.count + 1
    world = populate(database, folder, attempts=int(count * PLAYED_SECONDS * MOST_CHOICES_A_SECOND))
    database.close()
    stops, costs, posts = [], [], world.posts.open()
    with watched(folder) as server, posts:
        url = server.url
        answered(url + world.page, cookie=world.cookie)
        for _ in range(count):
            lines = islice(posts, int(PLAYED_SECONDS * MOST_CHOICES_A_SECOND))
            (folder / "round.txt").write_text("".join(lines))
            answered(url + lag.PATH)
            play = partial(wrk.post_each, url, folder / "round.txt", folder=folder, cookie=world.cookie)
            with held(file, after=1.0):
                _, cost = costed(server, partial(play, seconds=PLAYED_SECONDS))
            costs.append(cost)
            stops.append(float(answered(url + lag.PATH)))
    name = "longest stop of the loop, 16 players, a foreign writer for 2 s"
    return [Figure(name, stops[1:], 50, "most", " ms", costs=costs[1:])]


def crowd(folder: Path, rounds: Rounds) -> list[Figure]:
    """The slowest choices while 200 connections ask for pages without a pause, against how long those pages take."""
    database = migrated(f"sqlite:///{folder / 'site.db'}")
    world = populate(database, folder, attempts=rounds.choices)
    database.close()
    ratios, costs, posts = [], [], world.posts.open()
    with site(folder) as server, posts, ThreadPoolExecutor(1) as other:
        for seconds in rounds.lengths:
            (folder / "round.txt").write_text("".join(islice(posts, int(seconds * MOST_CHOICES_A_SECOND))))
            before = cpu_seconds(server)
            read = partial(wrk.get, server.url + world.page, folder=folder, cookie=world.cookie)
            pages = other.submit(read, seconds=seconds, connections=CROWD)
            play = partial(
                wrk.post_each, server.url, folder / "round.txt", folder=folder, cookie=world.cookie
            )
            chosen, shown = sound(play(seconds=seconds, connections=PLAYERS)), sound(pages.result())
            costs.append((cpu_seconds(server) - before) / (chosen.requests + shown.requests) * 1000)
            ratios.append(chosen.p99 / shown.p50)
    detail = f"p99 {chosen.p99:.0f} ms, the pages' median {shown.p50:.0f} ms"
    name = f"a choice's p99 / a page's median, {CROWD} others asking"
    return [Figure(name, ratios[1:], 3.0, "most", detail=detail, costs=costs[1:])]


def sign_ins(folder: Path, rounds: Rounds) -> list[Figure]:
    """A lesson's p95 while 50 people sign in again and again, against the same without them."""
    database = migrated(f"sqlite:///{folder / 'site.db'}")
    world = populate(database, folder, attempts=0)
    make_people(database)
    ratios, costs, rates = [], [], []
    with site(folder) as server:
        read = partial(wrk.get, server.url + world.page, folder=folder, cookie=world.cookie)
        for seconds in rounds.lengths:
            alone, _ = costed(server, partial(read, seconds=seconds))
            with people(server) as done:
                beside, cost = costed(server, partial(read, seconds=seconds))
            ratios.append(beside.p95 / alone.p95)
            costs.append(cost)
            rates.append(len(done) / seconds)
        worker, child = memory(server), children_memory(server)
    detail = f"{rates[-1]:,.0f} sign-ins a second, p95 {beside.p95:.1f} ms beside {alone.p95:.1f} ms alone"
    return [
        Figure(
            "a lesson's p95 beside 50 sign-ins / alone",
            ratios[1:],
            2.0,
            "most",
            detail=detail,
            costs=costs[1:],
        ),
        Figure("  memory of a worker, after sign-ins", [worker], 150, "most", " MB"),
        Figure("  memory of its process for passwords", [child], 60, "most", " MB"),
    ]


@contextmanager
def watched(folder: Path) -> Iterator[Server]:
    """The site as `serve` runs it, with a watch on its loop, on core 0."""
    server = Server(folder)
    environment = {**server.environment, "PYTHONPATH": str(ROOT), "PORT": str(server.port)}
    command = [*ON_CORE_0, sys.executable, "-m", "uvicorn", "tests.bench.lag:watched", "--factory"]
    options = ["--port", str(server.port), "--loop", "asyncio", "--log-level", "warning"]
    server.process = process = subprocess.Popen([*command, *options], cwd=folder, env=environment)
    try:
        answered(server.url + lag.PATH)
        yield server
    finally:
        process.terminate()
        process.wait(PATIENCE)


@contextmanager
def held(file: Path, *, after: float) -> Iterator[None]:
    """The database's lock is held for a while, from `after` seconds on, by this process."""

    def hold() -> None:
        time.sleep(after)
        connection = sqlite_module().connect(file, isolation_level=None, timeout=PATIENCE)
        connection.execute("begin immediate")
        time.sleep(HELD_SECONDS)
        connection.execute("rollback")
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    yield
    holder.join()


def make_people(database: Database) -> None:
    password_hash = hash_password(PASSWORD)
    with database.write() as db:
        for number in range(PEOPLE):
            learner = Learner(
                subject_id=new_subject(db, NOW),
                email=f"person{number}@example.org",
                name=f"Person {number}",
                password_hash=password_hash,
                created_at=NOW,
            )
            make_learner(db, learner)
    database.close()


@contextmanager
def people(server: Server) -> Iterator[list[int]]:
    """All sign in, again and again; the list has the numbers of those who are in."""
    stop, done = threading.Event(), list[int]()

    def sign_in(number: int) -> None:
        connection = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
        body = urlencode({"email": f"person{number}@example.org", "password": PASSWORD})
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        while not stop.is_set():
            connection.request("POST", "/sign-in", body=body, headers=headers)
            reply = connection.getresponse()
            reply.read()
            if reply.status != 303:
                raise SystemExit(f"A sign-in was answered with {reply.status}, so the figures say nothing.")
            done.append(number)
        connection.close()

    with ThreadPoolExecutor(PEOPLE) as threads:
        signing_in = [threads.submit(sign_in, number) for number in range(PEOPLE)]
        yield done
        stop.set()
        for one in signing_in:
            one.result()


def children_memory(server: Server) -> float:
    assert server.process is not None
    children = psutil.Process(server.process.pid).children(recursive=True)
    return float(sum(child.memory_info().rss for child in children)) / MEGABYTE
