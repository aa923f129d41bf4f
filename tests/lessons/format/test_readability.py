import re

import pytest

from app.lessons.format.lesson_file import parse_lesson
from app.lessons.format.readability import Counts, automated_readability, coleman_liau, count, grade_of
from tests.lessons.marked import A_LESSON, edited

PATH = "not-my-department/helpful-within-limits.md"


def grade(*edits: tuple[str, str]) -> float:
    lesson = parse_lesson(PATH, edited(A_LESSON, *edits).encode()).value
    assert lesson is not None
    return grade_of(lesson)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("The printer is broken. It was mine.", (27, 7, 2)),
        ("“Whose is it?” she asked – 20 times.", (24, 7, 2)),
        ("<p>Two words</p>\n<p>and <em>three</em> more</p>", (20, 5, 2)),
        ("It’s 4.30 &amp; late…", (10, 3, 1)),
        ("Name: words", (9, 2, 1)),
        ("", (0, 0, 0)),
    ],
)
def test_letters_words_and_sentences_are_counted(text: str, counts: tuple[int, int, int]) -> None:
    assert count([text]) == Counts(*counts)


def test_the_formulas_are_the_published_ones() -> None:
    """Worked by hand: five letters a word, and ten words a sentence."""
    counts = Counts(letters=500, words=100, sentences=10)
    assert coleman_liau(counts) == pytest.approx(0.0588 * 500 - 0.296 * 10 - 15.8)
    assert automated_readability(counts) == pytest.approx(4.71 * 5 + 0.5 * 10 - 21.43)


def test_long_words_and_long_sentences_are_harder_and_headings_do_not_count() -> None:
    assert grade(("Kindness has a budget.", "Considerateness necessitates budgeting.")) > grade()
    assert grade(("Kindness has a budget. Spend", "Kindness has a budget and so do spend")) > grade()
    assert grade(("## move: The move", "## move: Organizational considerations")) == grade()


def test_the_message_says_how_hard() -> None:
    text = edited(
        A_LESSON, ("Kindness has", "Notwithstanding organizational considerations, " * 60 + "it has")
    )
    (problem,) = parse_lesson(PATH, text.encode()).problems
    assert problem.message.startswith("it reads at grade ")
    assert not problem.is_error


def test_a_lesson_without_a_word_is_read_and_no_harder_than_any() -> None:
    """Every text is an ellipsis, as in a draft; ids, names and fields stand."""
    head, body = A_LESSON.split("\n---\n", 1)
    kept = r"^(:::.*|## [\w-]+: |\s*- \[[\w-]+\] |\s*- [\w-]+:? ?|\d\. \*\*[^*]+\*\* |\*\*\w+\*\*: |)(.*)$"
    lines = (
        re.sub(kept, lambda found: found[1] + ("…" if found[2] else ""), line) for line in body.split("\n")
    )
    parsed = parse_lesson(PATH, "\n".join([head, "---", *lines]).encode())
    assert parsed.value is not None, parsed.problems
    assert grade_of(parsed.value) == 0
