"""What only play can show. Small scenarios are drawn as scenes with their choices: `-> target` and fields."""

import pytest

from app.scenarios.checks.scenario_check import Budget, parse_scenario
from tests.scenarios.written import MODULES, SOURCES, assert_faults, body, choice, errors, parse, unmark

END = "\n## ending end: The end\n"


def scenes(text: str) -> str:
    """Lines like `[a] -> b | once | set: x` become whole choices."""
    lines = []
    for line in text.strip().split("\n"):
        if line.startswith("["):
            head, *fields = line.split(" | ")
            lines.append(choice(head.replace("]", "] Say it.", 1), *fields))
        else:
            lines.append(f"{line}\n")
    return body("".join(lines) + END)


PLAYABLE = {
    "a straight way": "## a: A\n[x] -> end",
    "a loop taken once": "## a: A\n[x] -> a | once\n[y] -> end",
    "a way back taken once": "## a: A\n[x] -> b\n## b: B\n[back] -> a | once\n[on] -> end",
    "a flag ends the loop": "## a: A\n[x] -> a | set: f | if: not f\n[y] -> end",
    "a gate on a total": "## a: A\n[x] -> b\n## b: B\n- -> end\n  - if: customer >= 1\n- -> end",
    "a hidden choice beside another": "## a: A\n[x] -> end | if: not f\n[y] -> end | set: f",
}


@pytest.mark.parametrize("name", PLAYABLE)
def test_playable(name: str) -> None:
    assert_faults(scenes(PLAYABLE[name]))


UNREACHED = {
    "a scene that nothing leads to": "## a: A\n[x] -> end\n## b: B ⟵E030\n[x] -> end",
    "an ending that nothing leads to": "## a: A\n[x] -> end\n## ending other: O ⟵E030",
    "all after it": "## a: A\n[x] -> end\n## b: B ⟵E030\n[x] -> c\n## c: C ⟵E030\n[x] -> end",
    "a choice whose flag comes too late": (
        "## a: A\n[x] -> end | set: f\n[y] -> b | if: f\n## b: B ⟵E030\n[x] -> end"
    ),
    "a route whose total is never reached": (
        "## a: A\n[x] -> b\n## b: B\n- -> c\n  - if: customer > 1\n- -> end\n## c: C ⟵E030\n[x] -> end"
    ),
    "a route behind one that always holds": (
        "## a: A\n[x] -> b | set: f\n## b: B\n- -> end\n  - if: f\n- -> c\n## c: C ⟵E030\n[x] -> end"
    ),
    "cleared after it was set": (
        "## a: A\n[x] -> b | set: f\n## b: B\n[x] -> c | clear: f\n## c: C\n- -> d\n  - if: f\n- -> end"
        "\n## d: D ⟵E030\n[x] -> end"
    ),
}


@pytest.mark.parametrize("name", UNREACHED)
def test_unreached(name: str) -> None:
    assert_faults(scenes(UNREACHED[name]))


STUCK = {
    "its flag is never set on the way": (
        "## a: A\n[x] -> b | if: not f\n[y] -> end | set: f\n## b: B ⟵E034\n[x] -> end | if: f"
    ),
    "all its choices are used up": ("## a: A\n[x] -> b\n## b: B ⟵E034\n[x] -> b | once\n[y] -> b | once"),
}


@pytest.mark.parametrize("name", STUCK)
def test_every_choice_hidden(name: str) -> None:
    text = scenes(STUCK[name])
    if name.startswith("all"):
        text = text.replace("The end", "The end ⟵E030")
    assert_faults(text)


LOOPS = {
    "a scene leads to itself": "## a: A ⟵E035\n[x] -> a\n[y] -> end",
    "two scenes lead to each other": "## a: A ⟵E035\n[x] -> b\n## b: B ⟵E035\n[x] -> a\n[y] -> end",
    "only a total ends it": (
        "## a: A ⟵E035\n[x] -> b\n## b: B ⟵E035\n- -> end\n  - if: customer >= 3\n- -> a"
    ),
    "a flag is set and cleared again": (
        "## a: A ⟵E035\n[x] -> b | set: f\n## b: B ⟵E035\n[y] -> a | clear: f\n[z] -> end | if: f"
    ),
    "not before it": "## a: A\n[x] -> b\n## b: B ⟵E035\n[x] -> b\n[y] -> end",
}


@pytest.mark.parametrize("name", LOOPS)
def test_loops(name: str) -> None:
    assert_faults(scenes(LOOPS[name]))


def test_a_loop_with_no_way_out() -> None:
    text = scenes("## a: A\n[x] -> b\n[y] -> end\n## b: B ⟵E033 E035\n[x] -> c\n## c: C ⟵E033 E035\n[x] -> b")
    assert_faults(text)
    alone = scenes("## a: A ⟵E033\n[x] -> b\n## b: B ⟵E033 E035\n[x] -> b")
    assert_faults(alone.replace("The end", "The end ⟵E030"))


def test_play_is_looked_at_only_in_a_file_free_of_other_errors() -> None:
    assert_faults(scenes("## a: A\n[x] -> a\n[y] -> nowhere ⟵E012\n## b: B\n[x] -> b"))


def test_a_clean_win_or_a_reason() -> None:
    text = scenes("## a: A\n[x] -> end").replace("customer +1", "customer 0")
    assert errors(parse(text)) == [(1, "E040")]
    assert errors(parse(text.replace("minutes: 5", "minutes: 5\nno-clean-win: The law."))) == []
    assert errors(parse(text.replace("minutes: 5", 'minutes: 5\nno-clean-win: ""'))) == [(1, "E040")]


def test_too_large_is_said_not_guessed() -> None:
    text, _ = unmark(scenes("## a: A\n[x] -> b\n## b: B\n[x] -> end"))

    def found(budget: Budget) -> list[tuple[int, str]]:
        return errors(parse_scenario("a.md", text.encode(), modules=MODULES, sources=SOURCES, budget=budget))

    assert found(Budget(states=3)) == []
    assert found(Budget(states=2)) == [(1, "E041")]
