"""What a scene's wording and numbers give away before anybody plays: no dilemma, straw men, long best lines.

The thresholds come from research on judgment tests, where “the longest is correct” measurably raised scores.
Conditions are left out of account: a scene is judged as written.
"""

from collections.abc import Iterator
from fractions import Fraction

from app.scenarios.scenario import Choice, Scenario, Scene, Totals

Found = tuple[int, str, str]  # line, code, message

FEWEST_CHOICES, MOST_CHOICES = 2, 5
LENGTHS = Fraction(16, 10)
ABOVE_CHANCE = Fraction(10, 100)


def in_scenes(scenario: Scenario) -> Iterator[Found]:
    for scene in scenario.scenes.values():
        if scene.choices:
            yield from _no_dilemma(scene)
            yield from _straw_men(scene)
            yield from _lengths(scene)
            yield from _how_many(scene)


def _matches_or_beats(one: Totals, other: Totals) -> bool:
    return one != other and all(a >= b for a, b in zip(one, other, strict=True))


def _no_dilemma(scene: Scene) -> Iterator[Found]:
    best = [
        choice
        for choice in scene.choices
        if not any(_matches_or_beats(other.numbers, choice.numbers) for other in scene.choices)
    ]
    if len(scene.choices) > 1 and len(best) == 1 and not best[0].clear_cut:
        yield (
            scene.line,
            "W101",
            f"no dilemma: for all four, “{best[0].id}” is at least as good as every other line; let another"
            " do something better for one chair, or give the reason with `clear-cut`",
        )


def _straw_men(scene: Scene) -> Iterator[Found]:
    for choice in scene.choices:
        better = [other for other in scene.choices if not other.clear_cut and _worse_for_all(choice, other)]
        if better:
            yield (
                choice.line,
                "W102",
                f"a straw man: “{choice.id}” is worse for all four than “{better[0].id}”; let it do something"
                " better for one chair",
            )


def _worse_for_all(choice: Choice, other: Choice) -> bool:
    return all(a < b for a, b in zip(choice.numbers, other.numbers, strict=True))


def _lengths(scene: Scene) -> Iterator[Found]:
    longest = max(scene.choices, key=lambda choice: len(choice.words))
    shortest = min(scene.choices, key=lambda choice: len(choice.words))
    if len(longest.words) > LENGTHS * len(shortest.words):
        yield (
            longest.line,
            "W108",
            f"“{longest.id}” has {len(longest.words)} characters, “{shortest.id}” {len(shortest.words)}: over"
            " 1.6 times as many; bring them closer together",
        )


def _how_many(scene: Scene) -> Iterator[Found]:
    count = len(scene.choices)
    if count < FEWEST_CHOICES:
        yield scene.line, "W109", "a scene with 1 choice decides nothing; add another or make it a route"
    if count > MOST_CHOICES:
        yield scene.line, "W109", f"{count} choices are more than {MOST_CHOICES}; leave some out"


def longest_is_best(scenario: Scenario) -> Iterator[Found]:
    scenes = [scene.choices for scene in scenario.scenes.values() if len(scene.choices) > 1]
    if not scenes:
        return
    share = sum(map(_share_of_longest, scenes), Fraction()) / len(scenes)
    chance = sum((Fraction(1, len(choices)) for choices in scenes), Fraction()) / len(scenes)
    if share - chance > ABOVE_CHANCE:
        yield (
            1,
            "W103",
            f"the longest line has the highest sum in {float(100 * share):.0f}% of the scenes, against"
            f" {float(100 * chance):.0f}% by chance; shorten some of the best lines",
        )


def _share_of_longest(choices: tuple[Choice, ...]) -> Fraction:
    """How much of the highest sum is on the longest line, where several share either place."""
    most_words = max(len(choice.words) for choice in choices)
    most_won = max(sum(choice.numbers) for choice in choices)
    longest = [len(choice.words) == most_words for choice in choices]
    highest = [sum(choice.numbers) == most_won for choice in choices]
    both = sum(a and b for a, b in zip(longest, highest, strict=True))
    return Fraction(both, sum(longest) * sum(highest))
