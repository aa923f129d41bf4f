"""A scenario written down as an author would, in one of the many ways that mean the same."""

from collections.abc import Iterator
from random import Random

from app.scenarios.scenario import (
    Choice,
    Condition,
    Ending,
    FlagTerm,
    Part,
    Route,
    Scenario,
    Scene,
    Speech,
    TotalTerm,
)


class Writer:
    """Draws its bullets, blank lines, wraps and line ends from `rng`."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.bullet = rng.choice("-*+")
        self.inner = rng.choice("-*+")
        self.loose = rng.choice(["", "\n"])
        self.end = rng.choice(["\n", "\r\n", "\r"])
        self.minus = rng.choice("-−")

    def write(self, scenario: Scenario) -> bytes:
        blocks = [self.front(scenario), *self.parts(scenario.briefing)]
        for scene in scenario.scenes.values():
            blocks += self.scene(scene)
        for ending in scenario.endings.values():
            blocks += self.ending(ending)
        mark = self.rng.choice(["", "\ufeff"])
        return (mark + "\n\n".join(blocks) + "\n").replace("\n", self.end).encode()

    def front(self, scenario: Scenario) -> str:
        cast = "".join(
            f"  {one.name}: {{role: {one.role}, chair: {one.chair}}}\n" for one in scenario.cast.values()
        )
        keys = ("title", "module", "summary", "you", "minutes", "start")
        lines = [f"{key}: {getattr(scenario, key)}" for key in keys]
        sources = f"sources: [{', '.join(scenario.sources)}]"
        return "\n".join(["---", *lines, "no-clean-win: a reason", f"cast:\n{cast}{sources}", "---"])

    def parts(self, parts: tuple[Part, ...]) -> Iterator[str]:
        for part in parts:
            if isinstance(part, Speech):
                tone = f" ({part.tone})" if part.tone else ""
                yield f"**{part.speaker}**{tone}: {part.words}"
            else:
                yield part.text

    def scene(self, scene: Scene) -> list[str]:
        items = [self.choice(choice) for choice in scene.choices] + [
            self.route(route) for route in scene.routes
        ]
        return [f"## {scene.id}: {scene.heading}", *self.parts(scene.parts), f"\n{self.loose}".join(items)]

    def ending(self, ending: Ending) -> list[str]:
        return [f"## ending {ending.id}: {ending.heading}", *self.parts(ending.parts)]

    def choice(self, choice: Choice) -> str:
        fields = [
            f"{effect.chair} {self.number(effect.number)}: {effect.reason or 'because'}"
            for effect in choice.effects
        ]
        fields += [f"now: {choice.now}", f"debrief: {choice.debrief}", *self.optional(choice)]
        self.rng.shuffle(fields)
        return self.item(f"[{choice.id}] {choice.text} -> {choice.target}", fields)

    def optional(self, choice: Choice) -> Iterator[str]:
        if choice.sets:
            yield f"set: {', '.join(sorted(choice.sets))}"
        if choice.clears:
            yield f"clear: {', '.join(sorted(choice.clears))}"
        if choice.once:
            yield "once"
        if choice.clear_cut:
            yield f"clear-cut: {choice.clear_cut}"
        yield from self.condition(choice.condition)

    def route(self, route: Route) -> str:
        return self.item(f"-> {route.target}", list(self.condition(route.condition)))

    def condition(self, condition: Condition) -> Iterator[str]:
        if condition.terms:
            yield "if: " + " and ".join(self.term(term) for term in condition.terms)

    def term(self, term: FlagTerm | TotalTerm) -> str:
        if isinstance(term, FlagTerm):
            return term.flag if term.wanted else f"not {term.flag}"
        return f"{term.chair} {term.op} {str(term.number).replace('-', self.minus)}"

    def number(self, number: int) -> str:
        return f"{number:+}".replace("-", self.minus) if number else "0"

    def item(self, text: str, fields: list[str]) -> str:
        nested = "".join(f"\n{self.loose}  {self.inner} {self.wrapped(field, 4)}" for field in fields)
        return f"{self.bullet} {self.wrapped(text, 2)}{nested}"

    def wrapped(self, text: str, indent: int) -> str:
        """Breaks at a space now and then, but not where a line would begin like something else."""
        words = text.split(" ")
        wrapped = words[0]
        for word in words[1:]:
            breaks = self.rng.random() < 0.2 and word[0].isalpha()
            wrapped += f"\n{' ' * indent}{word}" if breaks else f" {word}"
        return wrapped
