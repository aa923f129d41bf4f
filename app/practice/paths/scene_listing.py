"""A scenario’s scenes and lines as the x-ray lists them: every choice and route with what it asks and does."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.practice.debrief.path_map import letter
from app.practice.decisions.statistics import route_key
from app.practice.play.scene_html import inline
from app.scenarios.scenario import Choice, Condition, FlagTerm, Route, Scenario, Scene, Totals


@dataclass(frozen=True)
class AuthoredLine:
    """`key` is what the statistics call it; `anchor` is its place on the page. A route has no `numbers`."""

    key: str
    anchor: str
    letter: str
    name: str
    html: str
    target: str
    numbers: Totals | None
    notes: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class AuthoredScene:
    id: str
    heading_html: str
    line: int
    lines: tuple[AuthoredLine, ...]

    @property
    def keys(self) -> list[str]:
        """Each once: two routes may lead to the same place."""
        return list(dict.fromkeys(line.key for line in self.lines))


def scene_listing(scenario: Scenario) -> tuple[AuthoredScene, ...]:
    return tuple(
        AuthoredScene(scene.id, inline(scene.heading), scene.line, tuple(_lines(scene)))
        for scene in scenario.scenes.values()
    )


def _lines(scene: Scene) -> Iterator[AuthoredLine]:
    for position, choice in enumerate(scene.choices):
        yield AuthoredLine(
            key=choice.id,
            anchor=f"line--{scene.id}--{choice.id}",
            letter=letter(position),
            name=choice.id,
            html=inline(choice.text),
            target=choice.target,
            numbers=choice.numbers,
            notes=tuple(_choice_notes(choice)),
            line=choice.line,
        )
    for position, route in enumerate(scene.routes):
        yield AuthoredLine(
            key=route_key(route.target),
            anchor=f"line--{scene.id}--{position + 1}",
            letter=str(position + 1),
            name="Continue",
            html="",
            target=route.target,
            numbers=None,
            notes=tuple(_condition_notes(route)),
            line=route.line,
        )


def _choice_notes(choice: Choice) -> Iterator[str]:
    yield from _condition_notes(choice)
    if choice.sets:
        yield f"set: {', '.join(sorted(choice.sets))}"
    if choice.clears:
        yield f"clear: {', '.join(sorted(choice.clears))}"
    if choice.once:
        yield "once"
    if choice.clear_cut:
        yield f"clear-cut: {choice.clear_cut}"


def _condition_notes(item: Choice | Route) -> Iterator[str]:
    if item.condition.terms:
        yield f"if: {condition_words(item.condition)}"


def condition_words(condition: Condition) -> str:
    """As an author writes it; empty where it always holds."""
    return " and ".join(
        ("" if term.wanted else "not ") + term.flag
        if isinstance(term, FlagTerm)
        else f"{term.chair} {term.op} {term.number}"
        for term in condition.terms
    )


def flags_of(scenario: Scenario) -> list[str]:
    """Every flag that some choice sets or some condition tests, sorted."""
    items = [item for scene in scenario.scenes.values() for item in scene.choices or scene.routes]
    tested = {term.flag for item in items for term in item.condition.terms if isinstance(term, FlagTerm)}
    changed = {flag for item in items if isinstance(item, Choice) for flag in item.sets | item.clears}
    return sorted(tested | changed)
