"""`make bench`: the site against the least work that could do the same, in interleaved rounds.

The worker has core 0 to itself; the load, and PostgreSQL, are on core 1. Ratios are of neighbors in the
same round, so that a slow minute of the machine slows both. All of it takes about fifteen minutes on a machine that
does nothing else, and makes databases of 1.7 GB meanwhile.
"""

import os
import sys
import tempfile
from pathlib import Path

from tests.bench import wrk
from tests.bench.before import against_before
from tests.bench.bench_accept import accepting
from tests.bench.figures import show
from tests.bench.measures import Rounds, pages, postgres_choices, sqlite_choices, starts
from tests.bench.rosters import applied_rosters
from tests.bench.trainers import trainers
from tests.bench.waiting import crowd, foreign_writer, sign_ins

SHORT = Rounds(count=7, seconds=2)
LONG = Rounds(count=7, seconds=10)
OF_PLAYERS = pages, sqlite_choices, postgres_choices, against_before, foreign_writer, sign_ins, crowd, starts
OF_TRAINERS = trainers, applied_rosters


def main() -> None:
    wrk.require()
    if (os.cpu_count() or 1) < 2:
        sys.exit("The benchmarks need two cores: one for the site, one for the load.")
    rounds = LONG if "SOAK" in os.environ else SHORT
    folder = Path(".bench")
    folder.mkdir(exist_ok=True)
    figures = []
    for measure in (*OF_PLAYERS, *OF_TRAINERS):
        with tempfile.TemporaryDirectory(dir=folder) as room:
            figures += measure(Path(room).absolute(), rounds)
    with tempfile.TemporaryDirectory(dir=folder) as room:
        figures += accepting(Path(room).absolute())
    show(figures)


if __name__ == "__main__":
    main()
