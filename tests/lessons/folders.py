"""Small lessons folders for tests: a course of two lessons, complete and sound."""

import os
from pathlib import Path

from tests.lessons.marked import A_LESSON

MODULE = "not-my-department"
FIRST = f"{MODULE}/an-earlier-lesson.md"
SECOND = f"{MODULE}/helpful-within-limits.md"
FIRST_LESSON = A_LESSON[: A_LESSON.index("## before")] + A_LESSON[A_LESSON.index("## moment") :]
ONE_MORE_CHECK = """::: check one-more
What else?

- [this] This, which is a fine line.
  - best
  - verdict: Yes
  - why: Because.
  - self: learns.
- [that] That, which is not so fine.
  - verdict: No
  - why: Because.
  - self: learns.
:::

## plan: Your plan"""
"""In place of the heading of the plan."""


def front_matter(text: str, body: str = "Words.") -> str:
    return f"---\n{text}\n---\n\n{body}\n"


SOUND = {
    "four-chairs.md": front_matter(f"title: Four\nsummary: All.\nmodules: [{MODULE}]"),
    "sources.md": front_matter(
        "sources:\n  a-post: {title: A post, credit: Somebody, summary: What it says.}"
    ),
    f"{MODULE}/module.md": front_matter(
        "title: Not mine\nsummary: Help.\nlessons: [an-earlier-lesson, helpful-within-limits]\nscenarios: [printer]"
    ),
    FIRST: FIRST_LESSON,
    SECOND: A_LESSON,
    "README.md": "Not read.",
    f"{MODULE}/Draft.md": "Not read.",
    ".hidden.md": "Not read.",
}


def write(folder: Path, files: dict[str, str] = SOUND) -> Path:
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def backdate(file: Path) -> None:
    """Gives the file another time, as an edit a moment later would."""
    stat = file.stat()
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns - 1_000_000_000))
