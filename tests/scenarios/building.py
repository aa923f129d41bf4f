"""Scenarios built in memory with few words, for tests of what play and analysis make of them."""

import re
from collections.abc import Sequence
from typing import Literal, cast

from app.scenarios.scenario import (
    ALWAYS,
    CHAIRS,
    CastMember,
    Chair,
    Choice,
    Condition,
    Effect,
    Ending,
    FlagTerm,
    Narration,
    Route,
    Scenario,
    Scene,
    TotalTerm,
)

NONE = (0, 0, 0, 0)


def when(text: str) -> Condition:
    """A condition as authors write it; nothing is checked."""
    return Condition(tuple(map(_term, text.split(" and ")))) if text else ALWAYS


def _term(text: str) -> FlagTerm | TotalTerm:
    tested = re.fullmatch(r"(\w+) ([<>]=?|=) (-?\d+)", text)
    if tested:
        op = cast(Literal["<", "<=", ">", ">=", "="], tested[2])
        return TotalTerm(Chair(tested[1]), op, int(tested[3]))
    return FlagTerm(text.removeprefix("not "), not text.startswith("not "))


def choice(
    name: str,
    target: str,
    numbers: Sequence[int] = NONE,
    *,
    words: str = "",
    line: int = 1,
    sets: str = "",
    clears: str = "",
    sets_line: int = 0,
    cond: str = "",
    once: bool = False,
    clear_cut: str = "",
) -> Choice:
    customer, organization, colleagues, own = (
        Effect(chair, number, "Because." if number else "")
        for chair, number in zip(CHAIRS, numbers, strict=True)
    )
    text = words or name
    return Choice(
        name,
        text,
        text,
        target,
        (customer, organization, colleagues, own),
        "Now.",
        "Later.",
        line,
        frozenset(sets.split()),
        frozenset(clears.split()),
        when(cond),
        once,
        clear_cut,
        sets_line,
    )


def route(target: str, cond: str = "", *, line: int = 1) -> Route:
    return Route(target, line, when(cond))


def scene(name: str, *items: Choice | Route, line: int = 1) -> Scene:
    choices = tuple(item for item in items if isinstance(item, Choice))
    routes = tuple(item for item in items if isinstance(item, Route))
    return Scene(name, name.capitalize(), (Narration("Somebody waits."),), line, choices, routes)


def scenario(*scenes: Scene, endings: str = "end", start: str = "") -> Scenario:
    return Scenario(
        "built",
        "0" * 64,
        "Built",
        "a-module",
        "A test.",
        "Sam",
        5,
        {"Dana": CastMember("Dana", "accounts payable", Chair.CUSTOMER)},
        ("a-source",),
        start or scenes[0].id,
        (Narration("It is noon."),),
        {each.id: each for each in scenes},
        {name: Ending(name, name.capitalize(), (Narration("It is over."),), 1) for name in endings.split()},
    )
