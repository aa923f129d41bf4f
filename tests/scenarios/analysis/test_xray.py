"""The report: its keys in their order, its numbers on the example of the format's page, its text."""

import json
from typing import Any

import pytest

from app.scenarios.analysis.analysis import Analysis, TooLarge
from app.scenarios.analysis.xray import as_json, report
from app.scenarios.analysis.xray_text import as_text, table
from app.scenarios.scenario import CHAIRS, Scenario
from tests.scenarios.building import choice, route, scenario, scene

BRUSH_OFF, CALL = (-2, -1, -1, 2), (2, 1, 1, 1)


def printer() -> Scenario:
    return scenario(
        scene(
            "desk",
            choice("brush-off", "alone", BRUSH_OFF, words="You’ll want the third floor, please."),
            choice("call", "ravi", CALL, words="Let me ring Ravi.", sets="ravi-knows"),
        ),
        scene("ravi", route("in-time", "ravi-knows and customer >= 1"), route("alone")),
        endings="in-time alone",
    )


def test_the_whole_report() -> None:
    worst: dict[str, Any] = {"totals": dict(zip(CHAIRS, BRUSH_OFF, strict=True)), "percentile": 50.0}
    best: dict[str, Any] = {"totals": dict(zip(CHAIRS, CALL, strict=True)), "percentile": 50.0}
    assert report(Analysis(printer())) == {
        "scenario": "built",
        "version": "0" * 64,
        "scenes": 2,
        "endings": 2,
        "choices": 2,
        "paths": 2,
        "decisions": {"min": 1, "max": 1},
        "range": {
            "customer": {"min": -2, "max": 2},
            "organization": {"min": -1, "max": 1},
            "colleagues": {"min": -1, "max": 1},
            "self": {"min": 1, "max": 2},
        },
        "frontier": [
            {**worst["totals"], "ending": "alone", "path": ["desk/brush-off"]},
            {**best["totals"], "ending": "in-time", "path": ["desk/call"]},
        ],
        "all_four_closer": {"paths": 1, "random_play": 0.5},
        "random_play": {
            "mean": {"customer": 0.0, "organization": 0.0, "colleagues": 0.0, "self": 1.5},
            "endings": {"in-time": 0.5, "alone": 0.5},
        },
        "strategies": {"longest": worst, "first": worst, "apologetic": worst, "customer-pleaser": best},
    }


def test_keys_keep_their_order_in_json() -> None:
    found = json.loads(as_json(report(Analysis(printer()))))
    assert " ".join(found) == (
        "scenario version scenes endings choices paths decisions range frontier all_four_closer random_play strategies"
    )
    chairs = ["customer", "organization", "colleagues", "self"]
    assert list(found["range"]) == list(found["random_play"]["mean"]) == chairs
    assert list(found["frontier"][0]) == [*chairs, "ending", "path"]
    assert list(found["strategies"]) == ["longest", "first", "apologetic", "customer-pleaser"]
    assert all(list(each) == ["totals", "percentile"] for each in found["strategies"].values())


def test_numbers_beyond_any_float_stay_exact() -> None:
    names = [f"s{place}" for place in range(200)]
    lines = [("a", (1, 0, 0, 0)), ("b", (0, 0, 0, 0)), ("c", (0, 0, 0, 0))]
    targets = dict(zip(names, [*names[1:], "end"], strict=True))
    built = scenario(
        *(scene(name, *(choice(*each[:1], targets[name], each[1]) for each in lines)) for name in names)
    )
    assert f'"paths": {3**200},' in as_json(report(Analysis(built)))


def test_past_the_budget_there_is_no_report() -> None:
    with pytest.raises(TooLarge):
        report(Analysis(printer(), states=2))


TEXT = """\
built, version 000000000000

2 scenes, 2 endings, 2 choices
2 paths of 1 decision
All four closer: 1 path, 50.0% of random play

chair         lowest  highest  random play
customer          -2       +2        +0.00
organization      -1       +1        +0.00
colleagues        -1       +1        +0.00
self              +1       +2        +1.50

Frontier: final totals that no others match or beat for all four
customer  organization  colleagues  self  ending   one path
      -2            -1          -1    +2  alone    desk/brush-off
      +2            +1          +1    +1  in-time  desk/call

ending   random play
in-time        50.0%
alone          50.0%

strategy          customer  organization  colleagues  self  percentile
longest                 -2            -1          -1    +2        50.0
first                   -2            -1          -1    +2        50.0
apologetic              -2            -1          -1    +2        50.0
customer-pleaser        +2            +1          +1    +1        50.0
"""


def test_the_text_says_the_same() -> None:
    assert as_text(report(Analysis(printer()))) == TEXT


def test_the_text_says_which_chair_is_not_tested() -> None:
    built = scenario(scene("one", choice("a", "end"), choice("b", "end", (1, 0, 0, 0))))
    text = as_text(report(Analysis(built)))
    assert text.count("not tested here") == 3


def test_a_table_is_as_wide_as_its_cells() -> None:
    assert table(("a", "b"), [("long", "1"), ("c", "10000")], left=(0,)) == [
        "a         b",
        "long      1",
        "c     10000",
    ]
