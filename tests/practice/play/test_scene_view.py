"""What the page of a running attempt says of how far it is, for scenarios of any shape."""

from dataclasses import replace

import pytest

from app.practice.attempts.attempt import Evidence, Standing, Step
from app.practice.attempts.transcript import transcript_of
from app.practice.play.scene_view import SceneView, scene_view
from app.scenarios import engine
from app.scenarios.scenario import Scenario
from tests.scenarios.brute_force import every_path
from tests.scenarios.building import choice, route, scenario, scene
from tests.scenarios.random_scenarios import random_scenario

ONE_LINE_EACH = replace(
    scenario(
        scene("one", choice("only", "two")),
        scene("two", route("three")),
        scene("three", choice("yes", "end"), choice("ask", "four")),
        scene("four", choice("last", "end")),
    ),
    version="a line that is the only one",
)


def view(built: Scenario, steps: list[str | None]) -> SceneView:
    states = list(engine.states(built, steps))
    taken = (Step(turn, states[turn].scene, one, ()) for turn, one in enumerate(steps))
    ending = states[-1].scene if engine.is_finished(built, states[-1]) else None
    standing = Standing("a", "me", built.id, built.version, len(steps), states[-1], ending)
    return scene_view(transcript_of(built, standing, Evidence(tuple(taken))))


def random_one(seed: int) -> Scenario:
    return replace(random_scenario(seed, most_paths=200), version=f"random, by {seed}")


@pytest.mark.parametrize("built", [ONE_LINE_EACH, *map(random_one, range(6))], ids=lambda one: one.version)
def test_no_play_has_more_lines_than_its_first_page_says_and_one_has_as_many(built: Scenario) -> None:
    paths = every_path(built) or []
    most = max(len(path.choices) for path in paths)
    assert view(built, []).most_lines == most
    for path in paths[:50]:
        for length in range(len(path.steps) + 1):
            shown = view(built, path.steps[:length])
            assert shown.number <= shown.most_lines == most
