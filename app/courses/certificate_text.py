"""What a certificate says, once for the page and the PDF."""

from dataclasses import dataclass
from datetime import datetime

from app.content.wording import counted


@dataclass(frozen=True, slots=True)
class Shown:
    """A certificate with the name of its account as it is now; without a name it was withdrawn."""

    code: str
    subject_id: str
    course_id: str
    course_title: str
    lessons: int
    scenarios: int
    finished_at: datetime
    name: str = ""
    time_zone: str = "UTC"


CONSEQUENCES = (
    "In these conversations every line has consequences for four people: the customer, the organization, "
    "colleagues and oneself."
)


def meaning(shown: Shown) -> str:
    """What was done for it, and what was not."""
    done = []
    if shown.lessons:
        answered = "it" if shown.lessons == 1 else "them"
        done.append(f"{counted(shown.lessons, 'lesson')} read and every question in {answered} answered")
    if shown.scenarios:
        done.append(f"{counted(shown.scenarios, 'conversation')} played to the end")
    sentences = [
        f"That means {', and '.join(done)}.",
        CONSEQUENCES if shown.scenarios else "",
        "Nothing was graded.",
    ]
    return " ".join(filter(None, sentences))
