"""Over random scenarios: what is written is what is read, and what play adds up is what the choices say."""

import os
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.content.chair import Chair
from app.scenarios.choice_order import order_shown
from app.scenarios.engine import (
    NotOffered,
    choose,
    is_finished,
    offered,
    proceed,
    replay,
    route,
    start,
    states,
)
from app.scenarios.format.scenario_file import read_scenario
from app.scenarios.scenario import CastMember, Choice, Narration, Scenario, Scene, Speech, Totals
from tests.scenarios.as_markdown import Writer
from tests.scenarios.random_scenarios import scenarios

pytestmark = pytest.mark.soak

EXAMPLES = 1000 if "SOAK" in os.environ else 30
random_play = settings(max_examples=EXAMPLES, deadline=None)


def dressed(scenario: Scenario) -> Scenario:
    """The random scenario with all that a file needs beside its graph."""
    parts = (Speech("Ana", "low", "So *you* say."), Narration("> A pause."), Narration("It is late."))
    return replace(
        scenario,
        title="A title",
        module="keys",
        summary="A summary.",
        you="Sam",
        minutes=7,
        cast={"Ana": CastMember("Ana", "nurse", Chair.CUSTOMER)},
        sources=("one", "two"),
        no_clean_win="a reason",
        phrase="",
        briefing=parts,
        scenes={name: _dressed_scene(scene) for name, scene in scenario.scenes.items()},
        endings={
            name: replace(ending, heading="The end", parts=parts) for name, ending in scenario.endings.items()
        },
    )


def _dressed_scene(scene: Scene) -> Scene:
    choices = (
        replace(
            choice,
            text="Well **then**, go -> on",
            words="Well then, go -> on",
            now="She looks up.",
            debrief="You said so.",
            effects=tuple(replace(effect, reason="because") for effect in choice.effects),
        )
        for choice in scene.choices
    )
    return replace(scene, heading="A heading: *so*", parts=(), choices=tuple(choices))


def bare(scenario: Scenario) -> Scenario:
    """Without what only the file knows: lines and version."""
    scenes = {
        name: replace(
            scene,
            line=0,
            choices=tuple(replace(choice, line=0, sets_line=0) for choice in scene.choices),
            routes=tuple(replace(route, line=0) for route in scene.routes),
        )
        for name, scene in scenario.scenes.items()
    }
    endings = {name: replace(ending, line=0) for name, ending in scenario.endings.items()}
    return replace(scenario, id="", version="", scenes=scenes, endings=endings)


@random_play
@given(scenarios(), st.integers())
def test_what_is_written_is_what_is_read(drawn: Scenario, seed: int) -> None:
    scenario = dressed(drawn)
    data = Writer(Random(seed)).write(scenario)
    parsed = read_scenario("a.md", data, modules={"keys"}, sources={"one", "two"})
    assert {problem.code for problem in parsed.problems} <= {"E022", "E036"}, "\n".join(
        map(str, parsed.problems)
    )
    if not parsed.problems:
        assert parsed.scenario
        assert bare(parsed.scenario) == bare(scenario)


def play(scenario: Scenario, rng: Random) -> list[str | None]:
    steps: list[str | None] = []
    state = start(scenario)
    while not is_finished(scenario, state):
        choices = offered(scenario, state)
        step = rng.choice(choices).id if choices else None
        state = choose(scenario, state, step) if step else proceed(scenario, state)
        steps.append(step)
    return steps


@random_play
@given(scenarios(), st.integers())
def test_a_path_can_be_told_again_and_adds_up(scenario: Scenario, seed: int) -> None:
    steps = play(scenario, Random(seed))
    walked = list(states(scenario, steps))
    taken = [_choice(scenario, state.scene, step) for state, step in zip(walked, steps, strict=False) if step]
    assert walked[-1] == replay(scenario, steps)
    assert walked[-1].totals == Totals(
        *map(sum, zip((0, 0, 0, 0), *(choice.numbers for choice in taken), strict=True))
    )
    assert len([choice for choice in taken if choice.once]) == len(walked[-1].used)


def _choice(scenario: Scenario, scene: str, choice: str) -> Choice:
    found = scenario.scenes[scene].choice(choice)
    assert found
    return found


@random_play
@given(scenarios(), st.integers())
def test_only_what_is_offered_can_be_taken(scenario: Scenario, seed: int) -> None:
    steps = play(scenario, Random(seed))
    for state in states(scenario, steps):
        shown = order_shown(str(seed), state.scene, offered(scenario, state))
        assert {choice.id for choice in shown} == {choice.id for choice in offered(scenario, state)}
        for choice in scenario.scenes[state.scene].choices if state.scene in scenario.scenes else ():
            if choice not in shown:
                with pytest.raises(NotOffered):
                    choose(scenario, state, choice.id)
        assert not (shown and route(scenario, state))
