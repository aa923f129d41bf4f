"""Players while a trainer’s list is applied: 5,000 rows that all change, one file after the other without a pause."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from http.client import HTTPConnection, HTTPResponse
from itertools import count, islice
from pathlib import Path

from app.db import Database
from app.learners.actions.sessions import new_subject
from app.learners.actions.sign_in import make_learner
from app.learners.models import Learner
from app.learners.who import Role
from app.training.groups.actions.groups import make_group
from tests.bench import wrk
from tests.bench.figures import Figure
from tests.bench.groups import Trainer, sign_in
from tests.bench.measures import MOST_CHOICES_A_SECOND, Rounds
from tests.bench.rig import costed, migrated, site
from tests.bench.world import populate
from tests.serving import PATIENCE, Server

ROWS = 5_000
PLAYERS = 4
LISTS = 4
"""Sent before a round; applying them takes longer than the round."""
BOUNDARY = "a-line-that-no-list-has"


def applied_rosters(folder: Path, rounds: Rounds) -> list[Figure]:
    """A choice’s p99 while lists are applied, against the same without; both in each round."""
    database = migrated(f"sqlite:///{folder / 'site.db'}")
    most = int(rounds.seconds * MOST_CHOICES_A_SECOND)
    world = populate(database, folder, attempts=2 * (rounds.count + 1) * most)
    trainer, group = _lead(database)
    database.close()
    ratios, costs, posts = [], [], world.posts.open()
    with site(folder) as server, posts:
        lists = _Lists(server, trainer, group)
        play = partial(wrk.post_each, server.url, folder / "round.txt", folder=folder, cookie=world.cookie)
        said = partial(play, seconds=rounds.seconds, connections=PLAYERS)
        for _ in range(rounds.count + 1):
            waiting = [lists.send() for _ in range(LISTS)]
            (folder / "round.txt").write_text("".join(islice(posts, most)))
            alone, cost = costed(server, said)
            (folder / "round.txt").write_text("".join(islice(posts, most)))
            with lists.applied(waiting) as done:
                beside, _ = costed(server, said)
                finished = len(done)
            ratios.append(beside.p99 / alone.p99)
            costs.append(cost)
    detail = f"p99 {beside.p99:.0f} ms beside {alone.p99:.0f} ms alone, {finished} lists applied"
    name = f"a choice’s p99 while {ROWS:,} rows are applied / without"
    return [Figure(name, ratios[1:], 2, "most", detail=detail, costs=costs[1:])]


def _lead(database: Database) -> tuple[Trainer, str]:
    now = datetime.now(UTC)
    with database.write() as db:
        account = {"email": f"{Role.TRAINER}@demo.example", "name": "Trainer", "role": Role.TRAINER}
        learner = Learner(subject_id=new_subject(db, now), password_hash="", created_at=now, **account)
        make_learner(db, learner)
    trainer = sign_in(database)
    with database.write() as db:
        group = make_group(db, who=trainer.who, workplace_id=trainer.workplace, title="All", now=now)
    return trainer, f"/teach/groups/{group}"


class _Lists:
    """Sent and applied as a browser does it. Each gives all people of the one before another name."""

    def __init__(self, server: Server, trainer: Trainer, group: str) -> None:
        self._port, self._cookie, self._group = server.port, trainer.cookie, group
        self._names = count(1)

    def send(self) -> str:
        """The address of the file that waits."""
        name = f"Round {next(self._names)}"
        rows = "\r\n".join(f"{name} {n},person{n}@example.org,{n}" for n in range(ROWS))
        head = 'Content-Disposition: form-data; name="file"; filename="list.csv"'
        body = f"--{BOUNDARY}\r\n{head}\r\n\r\nname,address,number\r\n{rows}\r\n--{BOUNDARY}--\r\n"
        return self._post(f"{self._group}/roster/imports", body, f"multipart/form-data; boundary={BOUNDARY}")

    @contextmanager
    def applied(self, waiting: Sequence[str]) -> Iterator[list[str]]:
        """One after the other, until the block is over; the list has those that are done."""
        over, done = threading.Event(), list[str]()

        def apply() -> None:
            for one in waiting:
                if not over.is_set():
                    done.append(self._post(f"{one}/apply", "", "application/x-www-form-urlencoded"))

        thread = threading.Thread(target=apply)
        thread.start()
        try:
            yield done
        finally:
            over.set()
            thread.join()

    def _post(self, path: str, body: str, kind: str) -> str:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        headers = {"Content-Type": kind, "Cookie": self._cookie, "Sec-Fetch-Site": "same-origin"}
        connection.request("POST", path, body=body.encode(), headers=headers)
        reply: HTTPResponse = connection.getresponse()
        reply.read()
        connection.close()
        if reply.status != 303:
            raise SystemExit(f"A list was answered with {reply.status}, so the figures say nothing.")
        return reply.headers["Location"]
