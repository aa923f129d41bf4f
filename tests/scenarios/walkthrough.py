"""Whole plays written down beside a scenario, so that an edit shows what a learner would meet.

A file in `walkthroughs/` holds plays. Only its `play` and `>` lines are read; the rest is what the play says
when it is told again:

    play best
    > phone/ours “We did.”          the line that is said
      customer closer: the reason   what it does, chair by chair: closer, away or still
      now: what is seen at once
    > green-bar                     Continue
    = read-by-seven: customer +4, organization +8, colleagues +7, self +3

After an edit, `python -m tests.scenarios.walkthrough` tells every play again; the diff shows what changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.scenarios.engine import State, is_finished, start, step
from app.scenarios.library import parse_scenario
from app.scenarios.scenario import CHAIRS, Choice, Effect, Scenario, Totals

ROOT = Path(__file__).parents[2]
SCENARIOS = ROOT / "scenarios"
WALKTHROUGHS = Path(__file__).parent / "walkthroughs"


@dataclass(frozen=True)
class Play:
    """`steps` are (scene, choice) in order; the choice is None for Continue."""

    name: str
    steps: tuple[tuple[str, str | None], ...]


def read_plays(text: str) -> list[Play]:
    names: list[str] = []
    steps: list[list[tuple[str, str | None]]] = []
    for line in text.splitlines():
        if line.startswith("play "):
            names.append(line.removeprefix("play "))
            steps.append([])
        elif line.startswith("> "):
            scene, _, choice = line.split()[1].partition("/")
            steps[-1].append((scene, choice or None))
    return [Play(name, tuple(taken)) for name, taken in zip(names, steps, strict=True)]


def states(scenario: Scenario, play: Play) -> list[State]:
    """Every state of the play. Raises NotOffered; fails where a step is not of the scene that has been reached."""
    told = [start(scenario)]
    for scene, choice in play.steps:
        assert told[-1].scene == scene, f"{play.name}: {scene} is written, {told[-1].scene} was reached"
        told.append(step(scenario, told[-1], choice))
    assert is_finished(scenario, told[-1]), f"{play.name} stops at {told[-1].scene}"
    return told


def tell(scenario: Scenario, plays: list[Play]) -> str:
    return "\n".join("\n".join(_told(scenario, play)) + "\n" for play in plays)


def _told(scenario: Scenario, play: Play) -> Iterator[str]:
    last = states(scenario, play)[-1]
    yield f"play {play.name}"
    for scene, taken in play.steps:
        choice = scenario.scenes[scene].choice(taken) if taken else None
        yield from _line(scene, choice) if choice else (f"> {scene}",)
    yield f"= {last.scene}: {signed(last.totals)}"


def _line(scene: str, choice: Choice) -> Iterator[str]:
    yield f"> {scene}/{choice.id} {choice.words}"
    yield from map(_effect, choice.effects)
    yield f"  now: {choice.now}"


def _effect(effect: Effect) -> str:
    moved = "still" if effect.number == 0 else "closer" if effect.number > 0 else "away"
    return f"  {effect.chair} {moved}: {effect.reason}"


def signed(totals: Totals) -> str:
    return ", ".join(f"{chair} {totals.of(chair):+d}" for chair in CHAIRS)


def shipped(path: Path) -> Scenario:
    """A scenario of the project. Its module and sources are another test’s business."""
    front = path.read_text(encoding="utf-8").split("---")[1].splitlines()
    module = next(line.split(": ")[1] for line in front if line.startswith("module: "))
    listed = next(line.split(": ")[1] for line in front if line.startswith("sources: "))
    sources = [source.strip() for source in listed.strip("[]").split(",")]
    parsed = parse_scenario(path.name, path.read_bytes(), modules=[module], sources=sources)
    assert parsed.scenario, parsed.problems
    return parsed.scenario


def main() -> None:
    for path in sorted(WALKTHROUGHS.glob("*.txt")):
        plays = read_plays(path.read_text(encoding="utf-8"))
        path.write_text(tell(shipped(SCENARIOS / f"{path.stem}.md"), plays), encoding="utf-8")


if __name__ == "__main__":
    main()
