"""What trainers wait for: a group’s page on sites and in groups of any size, and its file, in rounds side by side.

Exponents are of the seconds over three sizes, fitted in each round. Making the sites takes a minute, measuring two.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.bench.bench_analysis import exponent
from tests.bench.figures import Figure
from tests.bench.group_statements import Statements
from tests.bench.groups import Trainer, accounts, lead, sign_in
from tests.bench.many import INVENTED, copy, copy_of, invent
from tests.bench.measures import Rounds
from tests.bench.rig import answered, cpu_seconds, memory, migrated, peak_memory, site
from tests.serving import Server

SITES = 1_000, 10_000, 100_000
GROUPS = 50, 500, 5_000
TIMES = 20, 5, 1
"""How often a page of each group is asked for in a round."""


class Asked(NamedTuple):
    """Of one request: seconds until it is answered, and the site’s CPU seconds."""

    seconds: float
    cpu: float


class Made(NamedTuple):
    """A site with a group of 50, the largest with groups of all sizes; `groups` are their pages."""

    url: str
    trainer: Trainer
    groups: Sequence[str]


class Served(NamedTuple):
    server: Server
    made: Made

    def ask(self, path: str, times: int = 1) -> Asked:
        """The mean of several requests."""
        before, begun = cpu_seconds(self.server), time.perf_counter()
        for _ in range(times):
            answered(self.server.url + path, cookie=self.made.trainer.cookie)
        spent, seconds = cpu_seconds(self.server) - before, time.perf_counter() - begun
        return Asked(seconds / times, spent / times)


def trainers(folder: Path, rounds: Rounds) -> list[Figure]:
    made = [make(f"sqlite:///{folder / f'{size}.db'}", size) for size in SITES]
    with serving(folder, made) as sites:
        return [
            by_site(sites, rounds),
            by_evidence(made[-1], rounds),
            by_group(sites[-1], rounds),
            *by_file(sites[-1], rounds),
        ]


def make(url: str, learners: int) -> Made:
    """A site of so many learners, with groups by chance out of all of them.

    The group of 50 has the same people on every site, each as one of their copies: the same evidence among more.
    """
    database = migrated(url)
    everybody = invent(database)
    known, chance = accounts(database), Random(1)
    copies = learners // INVENTED
    if copies > 1:
        copy(database, everybody, range(1, copies))
    trainer = sign_in(database)
    sizes = GROUPS if learners == SITES[-1] else GROUPS[:1]
    groups = []
    for size in sizes:
        people = Random(size).sample(known, min(size, len(known)))
        members = {copy_of(one, chance.randrange(copies)) for one in people}
        while len(members) < size:
            members.add(copy_of(chance.choice(known), chance.randrange(copies)))
        groups.append(lead(database, trainer, sorted(members)))
    database.close()
    return Made(url, trainer, groups)


@contextmanager
def serving(folder: Path, made: Sequence[Made]) -> Iterator[list[Served]]:
    """All on core 0, where one of them works at a time."""
    with ExitStack() as stack:
        found = []
        for number, one in enumerate(made):
            room = folder / f"room-{number}"
            room.mkdir()
            found.append(Served(stack.enter_context(site(room, one.url)), one))
        yield found


def by_site(sites: Sequence[Served], rounds: Rounds) -> Figure:
    found = [[one.ask(one.made.groups[0], TIMES[0]) for one in sites] for _ in range(rounds.count + 1)][1:]
    name = f"group page of 50 rows, {SITES[0]:,} → {SITES[-1]:,} learners: exponent"
    return _growth(name, list(SITES), found, limit=0.1, goal=0.05)


def by_group(largest: Served, rounds: Rounds) -> Figure:
    pages = list(zip(largest.made.groups, TIMES, strict=True))
    found = [[largest.ask(page, times) for page, times in pages] for _ in range(rounds.count + 1)][1:]
    name = f"first page, group of {GROUPS[0]:,} → {GROUPS[-1]:,}: exponent"
    return _growth(name, list(GROUPS), found, limit=0.7)


def _growth(
    name: str, sizes: list[int], found: Sequence[Sequence[Asked]], *, limit: float, goal: float | None = None
) -> Figure:
    """Of rounds, each with every size."""
    fitted = [exponent(sizes, [one.seconds for one in each]) for each in found]
    by_cpu = sum(exponent(sizes, [max(one.cpu, 1e-4) for one in each]) for each in found) / len(found)
    detail = (
        f"{found[-1][0].seconds * 1000:.0f} → {found[-1][-1].seconds * 1000:,.0f} ms; by CPU {by_cpu:.2f}"
    )
    costs = [each[-1].cpu * 1000 for each in found]
    return Figure(name, fitted, limit, "most", detail=detail, costs=costs, goal=goal)


def by_evidence(made: Made, rounds: Rounds) -> Figure:
    """The statements of the page of 50 alone, against grouping all evidence there is by subject."""
    with Statements(made.url, made.trainer.who, made.groups[0]) as page:
        found = [(page.ask(), page.group_all()) for _ in range(rounds.count + 1)][1:]
    own, every = found[-1]
    by_cpu = f"by CPU 1/{every.cpu / max(own.cpu, 1e-4):,.0f}"
    return Figure(
        "  its SQL / a GROUP BY over all evidence",
        [one.seconds / all_.seconds for one, all_ in found],
        1 / 100,
        "most",
        detail=f"{own.seconds * 1000:.1f} and {every.seconds * 1000:,.0f} ms; {by_cpu}",
        costs=[one.cpu * 1000 for one, _ in found],
        goal=1 / 500,
    )


def by_file(largest: Served, rounds: Rounds) -> list[Figure]:
    """Its file of 5,000 rows, against fetching what its statements find, and what it takes of memory."""
    made = largest.made
    small, large = (f"{group}/people.csv" for group in (made.groups[0], made.groups[-1]))
    largest.server.stop()
    largest.server.start()
    largest.ask(small, TIMES[0])
    before = memory(largest.server)
    peak = peak_memory(largest.server, partial(largest.ask, large, 2))
    with Statements(made.url, made.trainer.who, made.groups[-1]) as rows:
        pairs = [(largest.ask(large), rows.ask()) for _ in range(rounds.count)]
    ours, raw = pairs[-1]
    costs = [file.cpu * 1000 for file, _ in pairs]
    by_cpu = f"by CPU {ours.cpu / max(raw.cpu, 1e-4):.1f}"
    detail = f"{ours.seconds * 1000:,.0f} and {raw.seconds * 1000:,.0f} ms; {by_cpu}"
    ratios = [file.seconds / fetched.seconds for file, fetched in pairs]
    return [
        Figure("CSV of 5,000 people / fetching their rows", ratios, 5, "most", detail=detail, costs=costs),
        Figure("  memory it takes beside a CSV of 50", [max(0.0, peak - before)], 20, "most", " MB"),
    ]
