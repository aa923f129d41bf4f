"""What somebody typed into the search field, made safe: words, and nothing that any search engine takes for more."""

import re
from dataclasses import dataclass

LONGEST = 100  # characters
MOST_WORDS = 8
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Query:
    """`text` is shown to the person again; `words` are searched for, each also as the beginning of a longer one."""

    text: str
    words: tuple[str, ...]
    shortened: bool = False


def read_query(typed: str) -> Query:
    """Quotes, operators, brackets and whatever else is no letter or digit only part words."""
    text = " ".join(typed.split())
    cut = text[:LONGEST].strip()
    words = tuple(dict.fromkeys(word.lower() for word in _WORD.findall(cut)))
    return Query(cut, words[:MOST_WORDS], shortened=len(text) > LONGEST or len(words) > MOST_WORDS)
