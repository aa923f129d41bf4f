"""Everything the x-ray of one file shows, put together from the file, its analysis and the plays of learners."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.author.measures import DESPITE, Measures, measures
from app.author.scenario_files import ScenarioFile
from app.practice.decisions.statistics import Decision, Play, decision
from app.practice.paths.figure import Figure, figure
from app.practice.paths.graph_layout.drawing import draw
from app.practice.paths.scene_listing import AuthoredScene, flags_of, scene_listing
from app.scenarios.checks.scenario_check import Budget
from app.scenarios.scenario import Scenario


@dataclass(frozen=True)
class XrayView:
    """`figure` and `scenes` are of the version that can be read; `is_of_text` says whether that is the text below.

    `crowd` has every scene that enough learners have passed; `decisions` are those of them that offer more than one
    choice, the most divided first.
    """

    file: ScenarioFile
    scenario: Scenario | None
    figure: Figure | None
    scenes: tuple[AuthoredScene, ...]
    measures: Measures | None
    people: int
    crowd: dict[str, Decision]
    decisions: tuple[Decision, ...]
    flags: tuple[str, ...]

    @property
    def is_of_text(self) -> bool:
        return self.file.written is not None

    @property
    def faulty_lines(self) -> set[int]:
        return {problem.line for problem in self.file.problems}


def xray_view(file: ScenarioFile, plays: Sequence[Play], budget: Budget) -> XrayView:
    scenario = file.drawn
    if scenario is None:
        return XrayView(file, None, None, (), None, len(plays), {}, (), ())
    scenes = scene_listing(scenario)
    crowd = {scene.id: met for scene in scenes if (met := decision(plays, scene.id, scene.keys)) is not None}
    return XrayView(
        file=file,
        scenario=scenario,
        figure=figure(draw(scenario), scenes, crowd, _unreached(file, scenario)),
        scenes=scenes,
        measures=measures(scenario, budget) if _is_sound(file) else None,
        people=len(plays),
        crowd=crowd,
        decisions=_decisions(scenario, crowd),
        flags=tuple(flags_of(file.playable)) if file.playable else (),
    )


def _unreached(file: ScenarioFile, scenario: Scenario) -> frozenset[str]:
    lines = {problem.line for problem in file.problems if problem.code == "E030"}
    if file.written is None or not lines:
        return frozenset()
    line_of = {name: scene.line for name, scene in scenario.scenes.items()}
    line_of |= {name: ending.line for name, ending in scenario.endings.items()}
    return frozenset(name for name, line in line_of.items() if line in lines)


def _is_sound(file: ScenarioFile) -> bool:
    """Whether what is drawn can be played to its end, so that there is something to measure."""
    if file.written is None:
        return True  # then the last good version is drawn
    return {problem.code for problem in file.errors} <= DESPITE


def _decisions(scenario: Scenario, crowd: Mapping[str, Decision]) -> tuple[Decision, ...]:
    """Only where learners decide: a route is taken for them."""
    met = [one for name, one in crowd.items() if len(scenario.scenes[name].choices) > 1]
    return tuple(sorted(met, key=lambda one: -(one.division or 0.0)))
