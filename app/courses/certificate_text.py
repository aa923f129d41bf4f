"""What a certificate says, once for the page and the PDF."""

from app.courses.actions import Shown

WORDS = [
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
]  # fmt: skip
CONSEQUENCES = (
    "In these conversations every line has consequences for four people: the customer, the organization, "
    "colleagues and oneself."
)


def meaning(shown: Shown) -> str:
    """What was done for it, and what was not."""
    done = []
    if shown.lessons:
        answered = "it" if shown.lessons == 1 else "them"
        done.append(f"{_count(shown.lessons, 'lesson')} read and every question in {answered} answered")
    if shown.scenarios:
        done.append(f"{_count(shown.scenarios, 'conversation')} played to the end")
    sentences = [
        f"That means {', and '.join(done)}.",
        CONSEQUENCES if shown.scenarios else "",
        "Nothing was graded.",
    ]
    return " ".join(filter(None, sentences))


def _count(number: int, thing: str) -> str:
    spelled = WORDS[number] if number < len(WORDS) else str(number)
    return f"{spelled} {thing}{'' if number == 1 else 's'}"
