"""Whatever is in a file: the check does not crash, and what it passes can be played to an ending from anywhere."""

import os
import random
import re
from collections import Counter
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.scenarios.engine import State, choose, is_finished, offered, proceed, route, start
from app.scenarios.scenario import Scenario
from tests.scenarios.written import SOUND, parse

pytestmark = pytest.mark.soak

SOAK = "SOAK" in os.environ
ROOT = Path(__file__).parents[3]
EXAMPLE = (Path(__file__).parents[1] / "example.md").read_text()
TEXTS = [
    SOUND,
    EXAMPLE,
    *(path.read_text() for path in sorted((ROOT / "scenarios").glob("[a-z]*.md")) if SOAK),
]
STATES = 20_000

quick = settings(
    max_examples=2000 if SOAK else 60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def following(scenario: Scenario, state: State) -> list[State]:
    if route(scenario, state):
        return [proceed(scenario, state)]
    return [choose(scenario, state, choice.id) for choice in offered(scenario, state)]


def assert_playable(scenario: Scenario) -> None:
    """Every state that play can reach is an ending or leads on, and none leads back to itself."""
    states: dict[State, bool] = {}
    path = [(start(scenario), iter([start(scenario)]))]
    while path and len(states) < STATES:
        state = next(path[-1][1], None)
        if state is None:
            closed, _ = path.pop()
            states[closed] = True
        elif state not in states:
            states[state] = False
            after = following(scenario, state)
            assert bool(after) is not is_finished(scenario, state), state
            path.append((state, iter(after)))
        else:
            assert states[state], f"round and round at {state}"


def assert_checked(data: bytes) -> list[str]:
    """The codes of all that was found, each once."""
    parsed = parse(data)
    lines = len(re.split(rb"\r\n|\r|\n", data))
    assert all(1 <= problem.line <= lines for problem in parsed.problems)
    assert all("\n" not in str(problem) for problem in parsed.problems)
    assert parsed.problems == sorted(set(parsed.problems))
    if parsed.scenario:
        assert_playable(parsed.scenario)
    return sorted({problem.code for problem in parsed.problems})


@quick
@given(st.one_of(st.binary(), st.text().map(str.encode)))
def test_anything_at_all(data: bytes) -> None:
    assert_checked(data)


@quick
@given(
    st.text(alphabet="abAB09 -+−:,.[]()<>=&*_`#!|\\\"'{}~\t\n\r\u2028é", max_size=200),
    st.sampled_from(range(4)),
)
def test_anything_in_the_place_of_something(text: str, place: int) -> None:
    there = ["title: The spare key", "She waits.", "Whose door is it? -> hall", "  - now: She frowns.\n"][
        place
    ]
    assert_checked(SOUND.replace(there, text).encode())


def _delete(lines: list[str], rng: random.Random) -> None:
    lines.pop(rng.randrange(len(lines)))


def _swap(lines: list[str], rng: random.Random) -> None:
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


def _repeat(lines: list[str], rng: random.Random) -> None:
    lines.insert(rng.randrange(len(lines)), rng.choice(lines))


def _misspell(lines: list[str], rng: random.Random) -> None:
    number = rng.randrange(len(lines))
    line = lines[number]
    at = rng.randrange(len(line) + 1)
    lines[number] = line[:at] + rng.choice(["", "x", " ", "-", ":", "[", "*", "<b>", "\t"]) + line[at + 1 :]


def _another_word(lines: list[str], rng: random.Random) -> None:
    words = re.findall(r"\S+", "\n".join(lines))
    number = rng.randrange(len(lines))
    parts = re.split(r"(\s+)", lines[number])
    parts[rng.randrange(len(parts))] = rng.choice(words)
    lines[number] = "".join(parts)


def _indent(lines: list[str], rng: random.Random) -> None:
    number = rng.randrange(len(lines))
    lines[number] = rng.choice(["  ", "", "\t", "    "]) + lines[number].lstrip()


MUTATIONS: list[Callable[[list[str], random.Random], None]] = [
    _delete,
    _swap,
    _repeat,
    _misspell,
    _another_word,
    _indent,
]


def mutated(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    for _ in range(rng.choice([1, 1, 1, 2, 4])):
        rng.choice(MUTATIONS)(lines, rng)
    return "\n".join(lines)


def test_mutants() -> None:
    """What was found is printed: how many mutants of each scenario were named, and by which codes most often."""
    rng, count = random.Random(20), 2000 if SOAK else 60
    for text in TEXTS:
        found = [assert_checked(mutated(text, rng).encode()) for _ in range(count)]
        refused = sum(any(code.startswith("E") for code in codes) for codes in found)
        warned = sum(bool(codes) for codes in found) - refused
        codes = ", ".join(f"{code} {times}" for code, times in Counter(chain(*found)).most_common(8))
        title = next(line for line in text.splitlines() if line.startswith("title:"))
        print(f"{title}: of {count} mutants {refused} refused, {warned} warned of, the rest passed. {codes}")
