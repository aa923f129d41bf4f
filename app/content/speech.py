"""Speech in a body: a paragraph that begins `**Name**: words` or `**Name** (tone): words`.

Scenarios and lessons write it the same way.
"""

import re
from dataclasses import dataclass

_SPEECH = re.compile(
    r"(?P<mark>\*\*|__)(?=\S)(?P<name>(?:(?!(?P=mark)).)+)(?<=\S)(?P=mark)"
    r"\s*(?:\((?P<tone>(?:[^()]|\([^()]*\))*)\))?\s*:(?P<words>.*)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Line:
    """What somebody says, and how. `words` is inline Markdown."""

    speaker: str
    tone: str
    words: str


def read_speech(paragraph: str) -> Line | None:
    """None where the paragraph is no speech."""
    found = _SPEECH.fullmatch(paragraph.strip())
    if not found:
        return None
    return Line(one_line(found["name"]), one_line(found["tone"] or ""), one_line(found["words"]))


def one_line(text: str) -> str:
    """Wrapped text, joined by spaces."""
    return " ".join(line.strip() for line in text.split("\n")).strip()
