"""What is allowed in a scenario and still worth a second look (W-codes), each with what to do about it."""

from collections.abc import Iterator

from app.content.problem import Problem
from app.scenarios.analysis.analysis import Analysis
from app.scenarios.analysis.ranges import Ranges
from app.scenarios.checks.scene_warnings import Found, in_scenes, longest_is_best
from app.scenarios.scenario import CHAIRS, Choice, FlagTerm, Route, Scenario, Scene

ROUNDING = 1e-9
TOP_PERCENTILE = 60
TOP_SHARE = 1 / 3
FEWEST_DECISIONS, MOST_DECISIONS = 3, 8

RULES = {
    "longest": "the longest line",
    "first": "the first line as written",
    "apologetic": "the most apologetic line",
    "customer-pleaser": "what pleases the customer most",
}


def find_warnings(path: str, analysis: Analysis) -> list[Problem]:
    """All warnings of a scenario that has no errors, by line. Raises TooLarge where one cannot be decided."""
    scenario = analysis.scenario
    found = [
        *in_scenes(scenario),
        *longest_is_best(scenario),
        *_strategies(analysis),
        *_flags(scenario),
        *_never_taken(analysis),
        *_weights(scenario, analysis.ranges),
        *_path_lengths(analysis),
        *_constant_chairs(analysis.ranges),
        *_easy_win(analysis),
    ]
    return sorted(Problem(path, line, code, message) for line, code, message in found)


def _strategies(analysis: Analysis) -> Iterator[Found]:
    for name, result in analysis.strategies.items():
        if result.percentile > TOP_PERCENTILE + ROUNDING:
            yield (
                1,
                "W104",
                f"always taking {RULES[name]} ends at percentile {result.percentile:.0f} of random play on the"
                f" lowest chair; let it cost somebody (its path: {', '.join(result.play.path)})",
            )


def _flags(scenario: Scenario) -> Iterator[Found]:
    scenes = scenario.scenes.values()
    tested = {
        term.flag
        for scene in scenes
        for item in _items(scene)
        for term in item.condition.terms
        if isinstance(term, FlagTerm)
    }
    for choice in (choice for scene in scenes for choice in scene.choices):
        for flag in sorted(choice.sets - tested):
            line = choice.sets_line or choice.line
            yield line, "W105", f"nothing tests the flag “{flag}”; test it with `if:` or take it out"


def _items(scene: Scene) -> tuple[Choice | Route, ...]:
    return scene.choices or scene.routes


def _never_taken(analysis: Analysis) -> Iterator[Found]:
    for scene in analysis.scenario.scenes.values():
        for position, item in enumerate(_items(scene)):
            if (scene.id, position) not in analysis.graph.taken:
                yield (
                    item.line,
                    "W106",
                    f"no playable path takes {_why_not(item)}; change that or leave it out",
                )


def _why_not(item: Choice | Route) -> str:
    if isinstance(item, Choice):
        return f"the choice “{item.id}”: its condition never holds there"
    return f"the route to “{item.target}”: its condition never holds there, or an earlier route always does"


def _weights(scenario: Scenario, ranges: Ranges) -> Iterator[Found]:
    for choice in (choice for scene in scenario.scenes.values() for choice in scene.choices):
        for chair in CHAIRS:
            number, span = choice.numbers.of(chair), ranges[chair].high - ranges[chair].low
            if 2 * abs(number) > span:
                yield (
                    choice.line,
                    "W107",
                    f"“{choice.id}” alone moves {chair} by {abs(number)}, more than half of its range of"
                    f" {span}; make the number smaller or let other lines count",
                )


def _path_lengths(analysis: Analysis) -> Iterator[Found]:
    fewest, most = analysis.decisions
    if fewest < FEWEST_DECISIONS:
        yield (
            1,
            "W109",
            f"the shortest path has {_many(fewest)}, fewer than {FEWEST_DECISIONS}; add a scene",
        )
    if most > MOST_DECISIONS:
        yield (
            1,
            "W109",
            f"the longest path has {_many(most)}, more than {MOST_DECISIONS}; leave a scene out",
        )


def _many(decisions: int) -> str:
    return "1 decision" if decisions == 1 else f"{decisions} decisions"


def _constant_chairs(ranges: Ranges) -> Iterator[Found]:
    for chair in CHAIRS:
        if not ranges[chair].tested:
            low = ranges[chair].low
            yield (
                1,
                "W110",
                f"{chair} ends at {low} on every path; let a line change it, or nothing is tested",
            )


def _easy_win(analysis: Analysis) -> Iterator[Found]:
    probability, _ = analysis.all_closer
    if probability > TOP_SHARE + ROUNDING:
        yield (
            1,
            "W111",
            f"random play ends all four closer {100 * probability:.0f} times in 100, more than 1 in 3; make a"
            " good ending cost some thought",
        )
