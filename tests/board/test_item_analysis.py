"""Item analysis: by hand, and against a plain recount of any answers."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.board.item_analysis import FirstAnswer, Item, Key, Thirds, analyze
from app.board.item_words import Advice, advice, urgency

OPTIONS = ("a", "b", "c")
KEYS = {("lesson", check): Key(OPTIONS, "a") for check in ("one", "two", "three", "four")}
Given = dict[tuple[str, str], str]
"""Options by reader and check."""


def answers(given: Given) -> list[FirstAnswer]:
    return [FirstAnswer(reader, "lesson", check, option) for (reader, check), option in given.items()]


@given(
    st.dictionaries(
        st.tuples(
            st.sampled_from([f"r{n}" for n in range(30)]), st.sampled_from(["one", "two", "three", "gone"])
        ),
        st.sampled_from([*OPTIONS, "gone"]),
        max_size=100,
    ),
    st.randoms(),
)
def test_any_answers_are_those_of_a_plain_recount(given: Given, chance: object) -> None:
    found = analyze(answers(given), KEYS)
    assert found == analyze(reversed(answers(given)), KEYS)
    for check in ("one", "two", "three", "four"):
        said = {reader: option for (reader, of), option in given.items() if of == check and option != "gone"}
        item = found.get(("lesson", check))
        assert (item is None) == (len(said) < 5)
        if item:
            assert item.counts == {option: list(said.values()).count(option) for option in OPTIONS}
            assert item.facility == pytest.approx(list(said.values()).count("a") / len(said))
            assert item.discrimination == pytest.approx(plain_discrimination(given, check), nan_ok=True) or (
                item.discrimination is None and plain_discrimination(given, check) is None
            )


def plain_discrimination(given: Given, check: str) -> float | None:
    """Everybody cut into as many equal parts as there are people in a third’s every possible tie."""
    scores = []
    for reader in {reader for reader, _ in given}:
        of_them = {c: o for (r, c), o in given.items() if r == reader and o != "gone" and c != "gone"}
        others = [option for c, option in of_them.items() if c != check]
        if check in of_them and others:
            scores.append((Fraction(others.count("a"), len(others)), of_them[check] == "a"))
    if len(scores) < 15:
        return None
    size = len(scores) // 3
    return float(chance_of_right(scores, size, True) - chance_of_right(scores, size, False))


def chance_of_right(scores: list[tuple[Fraction, bool]], size: int, is_strong: bool) -> Fraction:
    """The share of right ones among `size` people, on average over all orders of those who are alike."""
    right = Fraction()
    for score, is_right in scores:
        before = sum((other > score) if is_strong else (other < score) for other, _ in scores)
        alike = sum(other == score for other, _ in scores)
        room = min(max(size - before, 0), alike)
        right += Fraction(room, alike) * is_right
    return right / size


def test_strong_and_weak_readers_by_hand() -> None:
    given = {}
    for number in range(15):
        strong, weak = number < 5, number >= 10
        given[f"r{number}", "two"] = "b" if weak else "a"
        given[f"r{number}", "three"] = "a" if strong else "b"
        given[f"r{number}", "one"] = "a" if strong else "c"
    item = analyze(answers(given), KEYS)["lesson", "one"]
    assert (item.facility, item.discrimination, item.tempting) == (pytest.approx(1 / 3), 1.0, "c")


def test_fourteen_are_too_few_to_compare() -> None:
    given = {(f"r{number}", check): "a" for number in range(14) for check in ("one", "two")}
    assert analyze(answers(given), KEYS)["lesson", "one"].discrimination is None
    given |= {("r14", "one"): "b"}  # who answered no other question is neither strong nor weak
    assert analyze(answers(given), KEYS)["lesson", "one"].discrimination is None
    given |= {("r14", "two"): "b"}
    assert analyze(answers(given), KEYS)["lesson", "one"].discrimination == pytest.approx(0.2)


def item(a: int, b: int, c: int, strong: dict[str, float] | None = None, weak: float = 0.0) -> Item:
    thirds = (
        Thirds({**dict.fromkeys(OPTIONS, 0.0), **strong}, {"a": weak, "b": 0.0, "c": 0.0}) if strong else None
    )
    return Item(("lesson", "one"), "a", Counter(a=a, b=b, c=c), thirds)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (
            item(6, 6, 3, {"a": 0.5, "b": 0.5}),
            "Half of the strong readers choose this one: look at its words.",
        ),
        (item(9, 3, 3, {"a": 0.4, "b": 0.2}, 0.8), "Weak readers get this right more often"),
        (item(4, 6, 2), "More people choose this one than the best"),
        (item(6, 5, 1), "A third choose this one"),
        (item(3, 3, 4), "More people choose this one than the best"),
        (item(3, 3, 3, {"a": 0.6, "b": 0.2}, 0.1), ""),
        (item(20, 1, 0), "Nearly everybody"),
        (item(10, 3, 2, {"a": 0.7, "b": 0.2}, 0.68), "Strong and weak readers answer alike"),
        (item(10, 3, 2, {"a": 0.9, "b": 0.1}, 0.4), ""),
    ],
)
def test_what_an_author_can_do(found: Item, words: str) -> None:
    told = advice(found)
    assert told.words.startswith(words) if told and words else (told is None) == (not words)


def test_what_is_to_be_done_comes_first() -> None:
    well, hard = item(10, 3, 2), item(4, 6, 2)
    assert sorted([well, hard], key=urgency) == [hard, well]
    assert isinstance(advice(hard), Advice)
