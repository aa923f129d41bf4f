"""Every warning: what brings it, the line it names, and its nearest neighbor that brings none."""

from collections.abc import Sequence

import pytest

from app.content.problem import Problem
from app.scenarios.analysis.analysis import Analysis
from app.scenarios.checks.play_warnings import find_warnings
from app.scenarios.scenario import Scenario, Scene
from tests.scenarios.building import choice, route, scenario, scene

Numbers = Sequence[Sequence[int]]

ONE = ((0, 1, -1, 1), (1, 0, -1, -1), (-1, 1, 2, 1))
TWO = ((-1, 0, 2, 2), (1, 1, 0, -1), (1, 0, -1, 1))
THREE = ((1, 0, 0, 1), (1, 1, -1, 2), (1, 1, 2, 0))
WORDS = ("Come in, please.", "Who sent you, eh?", "Wait over here.")


def decision(name: str, target: str, numbers: Numbers, line: int, words: Sequence[str] = WORDS) -> Scene:
    """A scene at `line` with its choices a, b, c … ten lines apart."""
    choices = [
        choice(letter, target, each, words=says, line=line + 10 * place)
        for place, (letter, each, says) in enumerate(zip("abcdef", numbers, words, strict=False), start=1)
    ]
    return scene(name, *choices, line=line)


def three(one: Scene | None = None, two: Scene | None = None, last: Scene | None = None) -> Scenario:
    return scenario(
        one or decision("one", "two", ONE, 100),
        two or decision("two", "three", TWO, 200),
        last or decision("three", "end", THREE, 300),
    )


def found(built: Scenario) -> list[Problem]:
    return find_warnings("scenarios/built.md", Analysis(built))


def lines(built: Scenario, code: str) -> list[int]:
    return [problem.line for problem in found(built) if problem.code == code]


def test_a_good_scenario_has_no_warning() -> None:
    assert found(three()) == []


def test_warnings_are_sorted_name_the_file_and_are_no_errors() -> None:
    problems = found(scenario(scene("one", choice("a", "end", (1, 1, 1, 1), line=9), line=5)))
    assert problems == sorted(problems)
    assert {problem.path for problem in problems} == {"scenarios/built.md"}
    assert not any(problem.is_error for problem in problems)


BEST = (2, 1, 1, 1)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((BEST, (2, 1, 1, 0)), [100]),
        ((BEST, (2, 1, 1, 0), (1, 1, 1, 1)), [100]),
        ((BEST, BEST), []),
        ((BEST, (1, 1, 1, 2)), []),
        ((BEST, (1, 1, 1, 2), (0, 0, 0, 0)), []),
        ((BEST,), []),
    ],
)
def test_w101_no_dilemma(numbers: Numbers, expected: list[int]) -> None:
    assert lines(three(decision("one", "two", numbers, 100)), "W101") == expected


def test_w101_leaves_conditions_out_of_account_and_accepts_clear_cut() -> None:
    hidden = choice("b", "two", (3, 0, 0, 0), cond="customer > 0")
    assert lines(three(scene("one", choice("a", "two", BEST), hidden, line=7)), "W101") == []
    safe = choice("a", "two", BEST, clear_cut="Nobody may be hurt.")
    assert lines(three(scene("one", safe, choice("b", "two"), line=7)), "W101") == []
    other = choice("b", "two", clear_cut="Not the best.")
    assert lines(three(scene("one", choice("a", "two", BEST), other, line=7)), "W101") == [7]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (((2, 2, 2, 2), (1, 1, 1, 1)), [120]),
        (((2, 2, 2, 2), (1, 1, 1, 2)), []),
        (((2, 2, 0, 0), (0, 0, 2, 2), (-1, -1, 1, 1)), [130]),
        (((2, 2, 0, 0), (0, 0, 2, 2), (1, 1, 1, 1)), []),
        (((0, 0, 0, 0), (1, 1, 1, 1), (2, 2, 2, 2)), [110, 120]),
    ],
)
def test_w102_straw_man(numbers: Numbers, expected: list[int]) -> None:
    assert lines(three(decision("one", "two", numbers, 100)), "W102") == expected


def test_w102_accepts_clear_cut_only_of_the_line_that_is_better_for_all() -> None:
    safe = choice("a", "two", (2, 2, 2, 2), clear_cut="Nobody may be hurt.")
    bad = choice("b", "two", line=30)
    assert lines(three(scene("one", safe, bad)), "W102") == []
    assert lines(three(scene("one", safe, choice("c", "two", (1, 1, 1, 1), line=20), bad)), "W102") == [30]


LONG, SHORT = "Somewhat longer.", "Rather short."


def longest(numbers: Numbers, *words: str) -> Scene:
    return decision("one", "end", numbers, 100, words)


@pytest.mark.parametrize(
    ("built", "expected"),
    [
        (longest((BEST, (0, 0, 0, 3)), LONG, SHORT), [1]),
        (longest((BEST, (0, 0, 0, 3)), SHORT, LONG), []),
        (longest((BEST, (0, 0, 0, 3)), LONG, LONG), []),
        (longest((BEST, (1, 2, 1, 1)), LONG, SHORT), []),
        (longest((BEST, (1, 2, 1, 1), (0, 0, 0, 3)), LONG, SHORT, SHORT), [1]),
        (longest((BEST, (1, 2, 1, 1), (0, 0, 0, 3)), LONG, LONG, SHORT), [1]),
        (longest((BEST, (1, 2, 1, 1), (0, 0, 0, 3)), LONG, LONG, LONG), []),
        (longest((BEST,), LONG), []),
    ],
)
def test_w103_the_longest_line_is_the_best(built: Scene, expected: list[int]) -> None:
    """Shares of 1, 0, 1/2, 1/2 against 1/2 by chance; 1/2, 1/2 and 1/3 against 1/3; a lone choice is none."""
    assert lines(scenario(built), "W103") == expected


def test_w103_counts_to_exactly_ten_points_above_chance() -> None:
    """Of five scenes with two choices each, three have the longest best: 60% against 50%."""

    def chain(best: int) -> Scenario:
        numbers = (BEST, (0, 0, 0, 3))
        words = [(LONG, SHORT) if place < best else (SHORT, LONG) for place in range(5)]
        targets = ["s1", "s2", "s3", "s4", "end"]
        return scenario(
            *(decision(f"s{place}", targets[place], numbers, 1, words[place]) for place in range(5))
        )

    assert lines(chain(3), "W103") == []
    assert lines(chain(4), "W103") == [1]


def strategies(built: Scenario) -> str:
    return "\n".join(problem.message for problem in found(built) if problem.code == "W104")


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        (("Sit", "Sit down", "Go"), "the longest line"),
        (("Sit", "Sorry.", "Go"), "the most apologetic line"),
    ],
)
def test_w104_a_rule_that_wins(words: Sequence[str], rule: str) -> None:
    numbers = ((0, 0, 0, 0), (1, 1, 1, 1), (0, 0, 0, 0))
    message = strategies(scenario(decision("one", "end", numbers, 1, words)))
    assert f"always taking {rule} ends at percentile 83" in message
    assert "one/b" in message
    assert lines(scenario(decision("one", "end", numbers, 9, words)), "W104")[0] == 1


def test_w104_first_and_customer_pleaser() -> None:
    first = decision("one", "end", ((1, 1, 1, 1), (2, 0, 0, 0), (0, 0, 0, 0)), 1)
    assert "the first line as written" in strategies(scenario(first))
    assert "pleases the customer" not in strategies(scenario(first))
    pleaser = decision("one", "end", ((0, 0, 0, 0), (2, 1, 1, 1), (0, 0, 0, 0)), 1)
    assert "pleases the customer" in strategies(scenario(pleaser))


def test_w104_the_60th_percentile_itself_is_fine() -> None:
    """Of five lines two are lower and two equal, the first among them: 40 + 20."""
    words = ["aaaa", "b", "c", "d", "e"]
    built = scenario(decision("one", "end", [(0, each, each, each) for each in (1, 0, 0, 1, 2)], 1, words))
    assert Analysis(built).strategies["first"].percentile == pytest.approx(60)
    assert lines(built, "W104") == []


def test_w105_names_the_set_field_of_every_flag_that_nothing_tests() -> None:
    sets = choice("a", "two", ONE[0], sets="late told", line=10, sets_line=17)
    again = choice("b", "two", ONE[1], sets="late", line=20, sets_line=25)
    tests = choice("c", "end", THREE[2], cond="not told")
    last = scene("three", choice("d", "end", THREE[0]), tests)
    assert lines(three(scene("one", sets, again), None, last), "W105") == [17, 25]
    by_route = scene("three", route("end", "told"), route("end"))
    assert lines(three(scene("one", sets, again), None, by_route), "W105") == [17, 25]


def test_w106_a_choice_and_a_route_that_no_path_takes() -> None:
    one = scene("one", choice("a", "two", sets="late"), choice("b", "two", cond="late", line=12))
    two = scene("two", route("end", "late and customer > 0", line=22), route("end", line=24))
    assert lines(scenario(one, two), "W106") == [12, 22]
    certain = scene("two", route("end", "late", line=22), route("end", line=24))
    assert lines(scenario(scene("one", choice("a", "two", sets="late")), certain), "W106") == [24]


def test_w107_more_than_half_of_a_range() -> None:
    """A range of 4: a number of 2 is half of it, 3 is more, and so for every chair it moves."""
    half = decision("one", "two", ((2, 2, 0, 0), (0, 0, 0, 0)), 100)
    rest = decision("two", "end", ((2, 2, 0, 0), (0, 0, 0, 0)), 200)
    assert lines(scenario(half, rest), "W107") == []
    more = decision("one", "two", ((-3, 3, 0, 0), (0, 0, 0, 0)), 100)
    small = decision("two", "end", ((1, 1, 0, 0), (0, 0, 0, 0)), 200)
    assert lines(scenario(more, small), "W107") == [110, 110]


def test_w107_holds_for_a_constant_chair_too() -> None:
    built = scenario(decision("one", "end", ((1, 0, 0, 0), (1, 0, 0, 0)), 100))
    assert lines(built, "W107") == [110, 120]


@pytest.mark.parametrize(("characters", "expected"), [(16, []), (17, [120])])
def test_w108_names_the_longest_choice(characters: int, expected: list[int]) -> None:
    words = ("x" * 10, "x" * characters, "x" * 11)
    assert lines(three(decision("one", "two", ONE, 100, words)), "W108") == expected


def test_w109_numbers_of_choices() -> None:
    numbers = [*ONE, *TWO]
    words = ["Say it."] * 6
    assert lines(three(decision("one", "two", numbers, 100, words)), "W109") == [100]
    assert lines(three(decision("one", "two", numbers[:5], 100, words)), "W109") == []
    lone = three(decision("one", "two", ONE[:1], 100))
    assert lines(lone, "W109") == [1, 100], "its paths have two decisions"


def test_w109_lengths_of_paths_counted_by_decisions() -> None:
    """A choice that a condition hides leaves no decision; a route is never one."""

    def chain(count: int) -> Scenario:
        names = [f"s{place}" for place in range(count)]
        return scenario(
            *(decision(name, after, ONE, 5) for name, after in zip(names, [*names[1:], "end"], strict=True))
        )

    assert [lines(chain(count), "W109") for count in (2, 3, 8, 9)] == [[1], [], [], [1]]
    hidden = scene("one", choice("a", "two"), choice("b", "two", cond="customer > 0"), line=100)
    assert lines(three(hidden), "W109") == [1]
    assert lines(three(scene("one", route("two"), line=100)), "W109") == [1]


def test_w110_a_chair_that_ends_the_same_on_every_path() -> None:
    built = scenario(decision("one", "end", ((1, 2, 0, 3), (2, 2, 1, 3)), 100))
    messages = [problem.message for problem in found(built) if problem.code == "W110"]
    assert [message.split(" ends at ")[0] for message in messages] == ["organization", "self"]
    assert lines(built, "W110") == [1, 1]


def test_w111_random_play_that_wins_too_often() -> None:
    third = ((1, 1, 1, 1), (0, 0, 0, 0), (0, 0, 0, 0))
    assert lines(scenario(decision("one", "end", third, 100)), "W111") == []
    half = ((1, 1, 1, 1), (0, 0, 0, 0))
    assert lines(scenario(decision("one", "end", half, 100)), "W111") == [1]


def test_every_message_is_one_sentence_that_says_what_to_do() -> None:
    worst = scenario(
        scene(
            "one", choice("a", "end", (3, 3, 3, 3), line=4, sets="late", words="x" * 40), choice("b", "end")
        )
    )
    for problem in found(worst):
        assert "\n" not in problem.message
        assert any(mark in problem.message for mark in (";", "(")), problem
