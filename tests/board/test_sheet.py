"""Boards, what to talk about, who is served, and what fits a sheet of two pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.board.board import Board, board
from app.board.questions import Taken, questions
from app.board.served import moves, served
from app.board.sheet import ROWS, back_rows, cut, front_rows, sheet
from app.content.chair import CHAIRS, Chair
from app.practice.decisions.statistics import Play, division_of
from app.scenarios.scenario import Choice, Effect, Scenario, Scene

WORDS = st.text("abc def“”", min_size=1, max_size=600).map(str.strip).filter(bool)
COUNTS = st.lists(st.integers(0, 40), min_size=2, max_size=5).filter(lambda found: sum(found) >= 5)


def choice(name: str, *numbers: int, text: str = "“Yes.”", debrief: str = "It helped.") -> Choice:
    effects = tuple(
        Effect(chair, number, "") for chair, number in zip(CHAIRS, numbers or (1, 1, 1, 1), strict=True)
    )
    return Choice(name, text, text, "end", effects, "Now.", debrief, 1)


def scenario(*scenes: Scene) -> Scenario:
    return Scenario(
        *("name", "0" * 64, "A title", "module", "", "", 5, {}, (), scenes[0].id, ()),
        {scene.id: scene for scene in scenes},
        {},
    )


def plays(said: dict[str, dict[str, int]]) -> list[Play]:
    return [
        Play(((scene, line),))
        for scene, counts in said.items()
        for line, count in counts.items()
        for _ in range(count)
    ]


@st.composite
def boards(draw: st.DrawFn) -> tuple[Board, dict[str, dict[str, int]]]:
    scenes, said = [], {}
    for number in range(draw(st.integers(1, 14))):
        counts = draw(COUNTS)
        lines = [choice(f"c{n}", text=draw(WORDS), debrief=draw(WORDS)) for n in range(len(counts))]
        scenes.append(Scene(f"s{number}", draw(WORDS), (), 1, tuple(lines)))
        said[f"s{number}"] = {line.id: count for line, count in zip(lines, counts, strict=True)}
    return board(scenario(*scenes), plays(said)), said


@given(boards())
def test_a_board_counts_as_a_plain_recount_does(made: tuple[Board, dict[str, dict[str, int]]]) -> None:
    found, said = made
    assert {one.scene for one in found.decisions} == set(said)
    for one in found.decisions:
        counts = said[one.scene]
        assert [line.people for line in one.lines] == sorted(counts.values(), reverse=True)
        assert one.people == sum(counts.values())
        assert sum(line.percent for line in one.lines) == pytest.approx(100, abs=0.1)
        assert 1 <= len(one.questions) <= 2
    divisions = [division_of(said[one.scene].values()) or 0 for one in found.decisions]
    assert divisions == sorted(divisions, reverse=True)


@given(boards())
def test_a_sheet_never_grows_past_its_pages(made: tuple[Board, dict[str, dict[str, int]]]) -> None:
    found = sheet(made[0])
    assert len(found.decisions) + found.left_out == len(made[0].decisions)
    assert found.decisions
    for rows in (front_rows, back_rows):
        assert sum(map(rows, found.decisions)) <= ROWS


def test_words_are_cut_at_a_space() -> None:
    assert cut("one two three", 20) == "one two three"
    assert cut("one two three", 9) == "one two…"
    assert cut("onetwothree", 5) == "onet…"


def test_who_is_served_by_which() -> None:
    lines = [choice("one", 2, -1, 0, 1), choice("two", 2, -2, 0, 3), choice("three", 1, 0, 0, -1)]
    found = {one.chair: one.words for one in served(lines)}
    assert found == {
        Chair.CUSTOMER: "by 1 and 2",
        Chair.ORGANIZATION: "by none of them",
        Chair.COLLEAGUES: "by none of them",
        Chair.SELF: "by 2",
    }
    assert [move.words for move in moves(lines[1])] == [
        "You much closer",
        "Customer closer",
        "Organization away",
        "Colleagues stay",
    ]


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ([6, 5, 0], "You are split between 1 and 2."),
        ([9, 0, 0], "You all said 1."),
        ([8, 1, 1], "Most of you said 1. Who pays for it"),
    ],
)
def test_what_to_talk_about(counts: list[int], words: str) -> None:
    lines = [choice("one", 2, -1, 0, 1), choice("two"), choice("three")]
    ((first, second),) = questions([Taken(lines, counts, "Mara")])
    assert first.startswith(words)
    assert second != first


def test_no_question_comes_twice_while_others_fit() -> None:
    taken = Taken([choice("one"), choice("two"), choice("three")], [6, 5, 0], "Mara")
    asked = [question for two in questions([taken] * 4) for question in two]
    assert len(set(asked)) == 8
    assert len(questions([taken] * 9)[-1]) == 2
