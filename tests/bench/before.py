"""The site against itself as it was before trainers came: the lesson page and the choice, in the same rounds.

What it was comes out of the repository’s history, with its own tables and a room of its own.
"""

import io
import subprocess
import sys
import tarfile
from collections.abc import Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO, NamedTuple

from tests.bench import wrk
from tests.bench.figures import Figure
from tests.bench.measures import MOST_CHOICES_A_SECOND, Rounds
from tests.bench.rig import ON_CORE_0, answered, costed
from tests.serving import PATIENCE, ROOT, Server

BEFORE = "6929e71eeb37"
"""The last commit without groups."""
POPULATE = """
import sys
from pathlib import Path
from tests.bench.rig import migrated
from tests.bench.world import populate
folder = Path(sys.argv[1])
world = populate(migrated(f"sqlite:///{folder / 'site.db'}"), folder, attempts=int(sys.argv[2]))
print(world.cookie, world.page, world.posts, sep="\\n")
"""


class Then(NamedTuple):
    """A site of one age: how it is asked for its lesson page, and how choices are made there."""

    server: Server
    page: str
    cookie: str
    posts: IO[str]

    def read(self, seconds: float) -> tuple[wrk.Load, float]:
        url, folder = self.server.url + self.page, self.server.folder
        return costed(self.server, partial(wrk.get, url, seconds=seconds, folder=folder, cookie=self.cookie))

    def choose(self, seconds: float) -> tuple[wrk.Load, float]:
        folder, url = self.server.folder, self.server.url
        (folder / "round.txt").write_text("".join(islice(self.posts, int(seconds * MOST_CHOICES_A_SECOND))))
        load = partial(wrk.post_each, url, folder / "round.txt", folder=folder, cookie=self.cookie)
        return costed(self.server, partial(load, seconds=seconds))


def against_before(folder: Path, rounds: Rounds) -> list[Figure]:
    """How much of the rate there was; none where the history is not here, as in a copy without it."""
    old = folder / "old"
    if not _unpacked(old):
        return []
    sites = [_site(folder / "then", old, rounds), _site(folder / "now", ROOT, rounds)]
    try:
        pages = [[one.read(seconds) for one in sites] for seconds in rounds.lengths][1:]
        choices = [[one.choose(seconds) for one in sites] for seconds in rounds.lengths][1:]
    finally:
        for one in sites:
            one.server.stop()
            one.posts.close()
    return [_beside("lesson page", pages), _beside("choice", choices)]


def _beside(what: str, found: Sequence[Sequence[tuple[wrk.Load, float]]]) -> Figure:
    """Of rounds, each then and now; by CPU, of which both have one core, and which other load does not bend."""
    (then, _), (now, _) = found[-1]
    return Figure(
        f"{what}, per CPU second / before trainers came",
        [before / cost for (_, before), (_, cost) in found],
        0.95,
        "least",
        detail=f"{now.rate:,.0f} and {then.rate:,.0f} a second",
        costs=[cost for _, (_, cost) in found],
    )


def _unpacked(folder: Path) -> bool:
    """Whether the history has what it was."""
    command = ["git", "archive", BEFORE]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if found.returncode == 0:
        with tarfile.open(fileobj=io.BytesIO(found.stdout)) as archive:
            archive.extractall(folder, filter="data")
    return found.returncode == 0


def _site(room: Path, source: Path, rounds: Rounds) -> Then:
    room.mkdir()
    attempts = str(rounds.choices)
    made = subprocess.run(
        [sys.executable, "-c", POPULATE, str(room), attempts],
        cwd=room,
        env={"PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=True,
    )
    cookie, page, posts = made.stdout.splitlines()[-3:]
    server = Server(room, content=source, LOG_LEVEL="warning", PYTHONPATH=str(source))
    server.start(prefix=ON_CORE_0)
    answered(server.url + page, cookie=cookie, patience=PATIENCE)
    return Then(server, page, cookie, Path(posts).open())
