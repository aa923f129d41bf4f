"""One piece of text that can be found, and what a hit in it leads to."""

from dataclasses import dataclass
from enum import StrEnum


class Group(StrEnum):
    """What results are sorted by, in the order of the page."""

    LESSON = "lesson"
    SCENARIO = "scenario"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class Passage:
    """`place` is the heading within `title`, empty at its beginning. All texts are plain.

    Of the passages with one `owner`, only the best is shown.
    """

    group: Group
    owner: str
    url: str
    title: str
    place: str
    words: str
