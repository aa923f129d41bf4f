"""How analysis time grows with a scenario's size: `python -m tests.bench.bench_analysis`.

Scenes without flags should take time in proportion to their number, for ranges and counts; a scenario as
large as anybody is likely to write (60 scenes, 10 decisions, 4 flags) under a second for everything.
"""

import itertools
from collections.abc import Callable
from math import log
from random import Random
from time import process_time
from timeit import repeat

from app.scenarios.analysis.analysis import Analysis
from app.scenarios.analysis.xray import report
from app.scenarios.checks.play_warnings import find_warnings
from app.scenarios.scenario import Choice, Scenario
from tests.scenarios.building import choice, scenario, scene

SIZES = (10, 30, 100, 300, 1_000, 3_000, 10_000)
WIDTH = 6  # scenes side by side
LINES = 3
ROUNDS = 3


def layered(scenes: int, *, width: int = WIDTH, flags: int = 0, seed: int = 1) -> Scenario:
    """Layers of scenes, each line leading to some scene of the next layer."""
    rng = Random(seed)
    names = [f"s{number}" for number in range(scenes)]
    layers = [
        names[:1],
        *(names[first : first + width] for first in range(1, scenes, width)),
        ["end", "other"],
    ]
    marks = [f"flag-{number}" for number in range(flags)]
    built = [
        scene(name, *(_line(rng, number, after, marks) for number in range(LINES)))
        for layer, after in itertools.pairwise(layers)
        for name in layer
    ]
    return scenario(*built, endings="end other")


def _line(rng: Random, number: int, targets: list[str], marks: list[str]) -> Choice:
    numbers = [rng.randint(-3, 3) for _ in range(4)]
    sets = rng.choice(marks) if marks and rng.random() < 0.3 else ""
    test = rng.choice(("", "not ")) + rng.choice(marks) if number and marks and rng.random() < 0.3 else ""
    return choice(
        f"c{number}", rng.choice(targets), numbers, sets=sets, cond=test, words="x" * rng.randint(20, 40)
    )


def seconds(work: Callable[[], object]) -> float:
    """Processor time, the best of a few rounds. As always with timeit, garbage is not collected."""
    return min(repeat(work, number=1, repeat=ROUNDS, timer=process_time))


def exponent(sizes: list[int], times: list[float]) -> float:
    """The slope of the straight line through the logarithms (least squares): 1 is linear."""
    points = [(log(size), log(time)) for size, time in zip(sizes, times, strict=True)]
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)


def ranges_and_counts(built: Scenario) -> None:
    analysis = Analysis(built)
    _ = analysis.ranges, analysis.paths, analysis.decisions


def everything(built: Scenario) -> None:
    analysis = Analysis(built)
    report(analysis)
    find_warnings("scenarios/built.md", analysis)


def main() -> None:
    print("ranges, paths and decisions, without flags")
    print("scenes      ms   µs per scene")
    times = []
    for size in SIZES:
        built = layered(size)
        times.append(seconds(lambda built=built: ranges_and_counts(built)))  # type: ignore[misc]
        print(f"{size:6,} {1e3 * times[-1]:7.1f} {1e6 * times[-1] / size:14.1f}")
    print(f"time grows as size to the power of {exponent(list(SIZES), times):.2f}")
    worst = max(seconds(lambda seed=seed: everything(layered(60, flags=4, seed=seed))) for seed in range(5))  # type: ignore[misc]
    print(f"60 scenes, 10 or 11 decisions, 4 flags, x-ray and warnings: {1e3 * worst:.0f} ms (slowest of 5)")


if __name__ == "__main__":
    main()
