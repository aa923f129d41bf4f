"""What only play can show: scenes that nobody reaches, scenes without a way on, loops, and no way to win.

These rules need a scenario that can be read whole, so they begin where the parser found nothing.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from app.content.problem import Problem, has_errors
from app.scenarios.analysis.analysis import Analysis, Graph, TooLarge
from app.scenarios.analysis.frontier import POINTS
from app.scenarios.analysis.state_graph import STATES
from app.scenarios.checks.play_warnings import find_warnings
from app.scenarios.format.scenario_file import Parsed, read_scenario
from app.scenarios.scenario import Scenario


@dataclass(frozen=True)
class Budget:
    """How large a scenario may be before its analysis is given up (E041)."""

    states: int = STATES
    points: int = POINTS


USUAL = Budget()


def parse_scenario(
    path: str,
    data: bytes,
    *,
    modules: Collection[str],
    sources: Collection[str],
    budget: Budget = USUAL,
) -> Parsed:
    """All that `check` says of one file: every E-code, and every W-code where there is no error."""
    parsed = read_scenario(path, data, modules=modules, sources=sources)
    if parsed.scenario is None:
        return parsed
    problems = sorted({*parsed.problems, *judge(path, parsed.scenario, budget)})
    return Parsed(None if has_errors(problems) else parsed.scenario, problems)


def judge(path: str, scenario: Scenario, budget: Budget = USUAL) -> list[Problem]:
    """The errors of play; where there are none, whether it can be won; where it can, the warnings."""
    analysis = Analysis(scenario, states=budget.states, points=budget.points)
    try:
        problems = list(_playable(path, analysis.graph)) or list(_winnable(path, analysis))
        return problems or find_warnings(path, analysis)
    except TooLarge as error:
        return [Problem(path, 1, "E041", f"too large to analyze: {error}")]


def _playable(path: str, graph: Graph) -> Iterator[Problem]:
    scenario = graph.scenario
    everything = {*scenario.scenes, *scenario.endings}
    yield from _at(path, scenario, everything - graph.reached, "E030", "no playable path reaches {}")
    yield from _at(path, scenario, graph.endless, "E033", "from {} no path comes to an ending")
    yield from _at(path, scenario, graph.stuck, "E034", "in {} every choice can be hidden at once")
    message = "{} can come back with the same flags and used choices: make the way back `once`"
    yield from _at(path, scenario, graph.returning, "E035", message)


def _at(path: str, scenario: Scenario, ids: Iterable[str], code: str, message: str) -> Iterator[Problem]:
    for place in ids:
        line = (scenario.scenes.get(place) or scenario.endings[place]).line
        yield Problem(path, line, code, message.format(f"“{place}”"))


def _winnable(path: str, analysis: Analysis) -> Iterator[Problem]:
    if not analysis.clean_win and not analysis.scenario.no_clean_win:  # the frontier is needed either way
        message = "no path ends all four closer: open one, or say why in “no-clean-win”"
        yield Problem(path, 1, "E040", message)
