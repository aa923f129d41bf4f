"""The report of `fourchairs xray`: the same keys in the same order for every scenario. Text: `xray_text.py`."""

import json
from typing import Any

from app.scenarios.analysis.analysis import Analysis
from app.scenarios.analysis.frontier import FrontierPoint
from app.scenarios.scenario import CHAIRS, Scenario, Totals

DIGITS = 12  # probabilities are exact to 1e-9; the rest would be noise in a diff


def report(analysis: Analysis) -> dict[str, Any]:
    """Raises TooLarge where a part cannot be worked out within the budget."""
    scenario = analysis.scenario
    return {
        "scenario": scenario.id,
        "version": scenario.version,
        **_counts(scenario),
        "paths": analysis.paths,
        "decisions": {"min": analysis.decisions.low, "max": analysis.decisions.high},
        "range": {
            chair.value: {"min": span.low, "max": span.high} for chair, span in analysis.ranges.items()
        },
        "frontier": [_point(found) for found in analysis.frontier],
        "all_four_closer": _all_closer(analysis),
        "random_play": _random_play(analysis),
        "strategies": {
            name: {"totals": _totals(result.play.totals), "percentile": round(result.percentile, DIGITS)}
            for name, result in analysis.strategies.items()
        },
    }


def as_json(found: dict[str, Any]) -> str:
    return json.dumps(found, indent=2, ensure_ascii=False)


def _counts(scenario: Scenario) -> dict[str, int]:
    choices = sum(len(scene.choices) for scene in scenario.scenes.values())
    return {"scenes": len(scenario.scenes), "endings": len(scenario.endings), "choices": choices}


def _totals(totals: Totals) -> dict[str, int]:
    return {chair.value: total for chair, total in zip(CHAIRS, totals, strict=True)}


def _point(found: FrontierPoint) -> dict[str, Any]:
    return {**_totals(found.totals), "ending": found.ending, "path": list(found.path)}


def _all_closer(analysis: Analysis) -> dict[str, Any]:
    probability, paths = analysis.all_closer
    return {"paths": paths, "random_play": round(probability, DIGITS)}


def _random_play(analysis: Analysis) -> dict[str, Any]:
    play = analysis.random_play
    return {
        "mean": {chair.value: round(mean, DIGITS) for chair, mean in play.mean.items()},
        "endings": {ending: round(chance, DIGITS) for ending, chance in play.endings.items()},
    }
