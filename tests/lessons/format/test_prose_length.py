from app.lessons.format.lesson_file import parse_lesson
from tests.lessons.marked import A_LESSON, edited

PATH = "not-my-department/helpful-within-limits.md"


def words(*edits: tuple[str, str]) -> int:
    lesson = parse_lesson(PATH, edited(A_LESSON, *edits).encode()).value
    assert lesson is not None
    return lesson.words


def test_what_a_learner_reads_counts() -> None:
    assert words(("Kindness has", "Three more words. Kindness has")) == words() + 3
    assert words(("## move: The move", "## move: The whole move")) == words() + 1
    assert words(("- self: the plan", "- self: the whole plan")) == words() + 1
    assert words(("- when: it only", "- when: as it only")) == words() + 1


def test_of_a_questions_feedback_only_the_longest_counts() -> None:
    shorter = ("  - verdict: True once, not every day", "  - verdict: True once, but not every day")
    longer = ("  - organization: has a plan", f"  - organization: {'really ' * 50}has a plan")
    assert words(shorter) - words() in (0, 1)
    assert words(longer) - words() in range(40, 51)
    assert words(
        longer, ("- best\n  - verdict: Yes. The minute", "- best\n  - verdict: Yes: The small minute")
    ) == words(longer)


def test_front_matter_markup_and_dashes_are_no_words() -> None:
    assert words(("preview: She asks", "preview: She always asks")) == words()
    assert words(("Kindness has a budget", "**Kindness** – [has](/practice) a *bud*get")) == words()


def test_the_message_says_how_many() -> None:
    text = edited(A_LESSON, ("Kindness has", "word " * 900 + "Kindness has"))
    problem = parse_lesson(PATH, text.encode()).problems[0]
    assert problem.message.startswith(f"{words() + 900} words")
