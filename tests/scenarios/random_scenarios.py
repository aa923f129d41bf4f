"""Random scenarios without errors: flags, gates on totals, routes, and `once` choices that lead back."""

from collections.abc import Iterable
from dataclasses import replace
from random import Random

from hypothesis import strategies as st

from app.scenarios.scenario import Choice, Condition, FlagTerm, Route, Scenario, Scene
from tests.scenarios.brute_force import Path, every_path
from tests.scenarios.building import choice, route, scenario, scene

FLAGS = ("told-ravi", "late", "angry")
WORDS = ("Sorry", "I", "understand", "please", "thanks", "go", "now", "ring", "them", "and", "ask")
MOST_PATHS = 1_500


def random_scenario(seed: int, most_paths: int = MOST_PATHS) -> Scenario:
    """The same for the same seed; every scene and ending is reached on some path."""
    rng = Random(seed)
    while True:
        drawn = _Draft(rng).scenario()
        paths = every_path(drawn, most_paths)
        if paths:
            return _pruned(drawn, paths)


def unsound_scenario(seed: int, *, gated: bool) -> Scenario:
    """A small one in which scenes may come back, every choice may be hidden, and scenes may be out of reach."""
    draft = _Draft(Random(seed), sound=False)
    draft.gated = gated
    return draft.scenario()


def scenarios() -> st.SearchStrategy[Scenario]:
    return st.integers(0, 2**32).map(random_scenario)


class _Draft:
    """Scenes in layers. Where it is to be sound, each scene's first line is always offered and leads on, and
    what leads back does so once; so play cannot get stuck and comes to an end.
    """

    def __init__(self, rng: Random, *, sound: bool = True) -> None:
        self.rng = rng
        self.sound = sound
        self.flags = FLAGS[: rng.randint(0, 3)]
        self.gated = rng.random() < 0.6
        self.back = rng.choice((0, 0.1, 0.3))
        depth = rng.choice((1, 2, 3, 4, 5, 6, 6) if sound else (1, 2, 3))
        self.layers = [["s0"], *([f"s{d}{w}" for w in range(rng.randint(1, 3))] for d in range(1, depth))]
        self.endings = [f"e{n}" for n in range(rng.randint(1, 3))]

    def scenario(self) -> Scenario:
        scenes = [self._scene(depth, name) for depth, layer in enumerate(self.layers) for name in layer]
        return scenario(*scenes, endings=" ".join(self.endings))

    def _scene(self, depth: int, name: str) -> Scene:
        if self.rng.random() < 0.15:
            drawn = [(self._ahead(depth), self._condition()) for _ in range(self.rng.randint(0, 2))]
            kept = [route(target, cond) for target, cond in drawn if cond]
            return scene(name, *kept, route(self._ahead(depth)))
        others = (self._choice(depth, f"c{n}") for n in range(1, self.rng.choice((1, 2, 3, 3, 4))))
        first = self._line("c0", self._ahead(depth)) if self.sound else self._choice(depth, "c0")
        return scene(name, first, *others)

    def _choice(self, depth: int, name: str) -> Choice:
        back = self.rng.random() < self.back
        target = self.rng.choice([s for layer in self.layers for s in layer]) if back else self._ahead(depth)
        once = (back and self.sound) or self.rng.random() < 0.1
        return self._line(name, target, cond=self._condition(), once=once)

    def _line(self, name: str, target: str, *, cond: str = "", once: bool = False) -> Choice:
        numbers = [self.rng.choice((-3, -2, -1, -1, 0, 0, 1, 1, 2, 3)) for _ in range(4)]
        sets, clears = self._flags(0.3), self._flags(0.15)
        words = " ".join(self.rng.choices(WORDS, k=self.rng.randint(1, 9)))
        clears = [] if sets == clears else clears
        return choice(
            name,
            target,
            numbers,
            words=words,
            sets=" ".join(sets),
            clears=" ".join(clears),
            cond=cond,
            once=once,
        )

    def _flags(self, share: float) -> list[str]:
        return [self.rng.choice(self.flags)] if self.flags and self.rng.random() < share else []

    def _ahead(self, depth: int) -> str:
        """Most often a scene of the next layer."""
        later = self.layers[depth + 1 :]
        if later and self.rng.random() < 0.95:
            return self.rng.choice(later[0] if self.rng.random() < 0.9 else self.rng.choice(later))
        return self.rng.choice(self.endings)

    def _condition(self) -> str:
        terms = []
        if self.flags and self.rng.random() < 0.3:
            terms.append(self.rng.choice(("", "not ")) + self.rng.choice(self.flags))
        if self.gated and self.rng.random() < 0.3:
            chair = self.rng.choice(("customer", "organization", "colleagues", "self"))
            terms.append(f"{chair} {self.rng.choice(('<', '<=', '>', '>=', '='))} {self.rng.randint(-2, 2)}")
        return " and ".join(terms)


def _pruned(drawn: Scenario, paths: list[Path]) -> Scenario:
    """Without the scenes and endings that no path reaches, what leads to them, and flags that no path sets."""
    steps = {(state.scene, taken) for path in paths for state, taken in path.states}
    reached = {scene_id for scene_id, _ in steps} | {path.end.scene for path in paths}
    scenes = [each for each in drawn.scenes.values() if each.id in reached]
    flags = {
        flag for each in scenes for line in each.choices if (each.id, line.id) in steps for flag in line.sets
    }
    kept = {each.id: _kept(each, reached, flags) for each in scenes}
    endings = {name: ending for name, ending in drawn.endings.items() if name in reached}
    return replace(drawn, scenes=kept, endings=endings)


def _kept(each: Scene, reached: set[str], flags: set[str]) -> Scene:
    return replace(
        each,
        choices=tuple(
            replace(line, condition=_settable(line.condition, flags))
            for line in each.choices
            if _possible(line, reached, flags)
        ),
        routes=_certain(
            replace(way, condition=_settable(way.condition, flags))
            for way in each.routes
            if _possible(way, reached, flags)
        ),
    )


def _certain(routes: Iterable[Route]) -> tuple[Route, ...]:
    """Up to the first that always holds: only the last may."""
    kept: list[Route] = []
    for way in routes:
        kept.append(way)
        if not way.condition.terms:
            break
    return tuple(kept)


def _possible(item: Choice | Route, reached: set[str], flags: set[str]) -> bool:
    wanted = {term.flag for term in item.condition.terms if isinstance(term, FlagTerm) and term.wanted}
    return item.target in reached and wanted <= flags


def _settable(condition: Condition, flags: set[str]) -> Condition:
    return Condition(
        tuple(term for term in condition.terms if not isinstance(term, FlagTerm) or term.flag in flags)
    )
