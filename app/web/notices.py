"""The one sentence a page may open with after a redirect.

Each slice owns its sentences, and only these can be said, so a link cannot forge one. All that a link can add
are the whole numbers a sentence asks for, and they are bounded.
"""

from collections.abc import Mapping
from string import Formatter
from urllib.parse import urlencode

LARGEST = 999_999
Notice = str | tuple[str, str]
"""A sentence, with {names} of numbers in it; or two, for one and for another number of `n`."""
Notices = Mapping[str, Notice]


def gather(*slices: Notices) -> Notices:
    """All sentences there are. Raises `ValueError` where two slices use one name."""
    every: dict[str, Notice] = {}
    for notices in slices:
        if twice := every.keys() & notices.keys():
            raise ValueError(f"more than one slice has a notice named {', '.join(sorted(twice))}")
        every.update(notices)
    return every


def with_notice(url: str, notice: str, **numbers: int) -> str:
    """A path of this site that opens with this sentence; one with a fragment (#…) is left as it is."""
    if "#" in url:
        return url
    return f"{url}{'&' if '?' in url else '?'}{urlencode({'notice': notice, **numbers})}"


def said(notices: Notices, asked: Mapping[str, str]) -> str:
    """The sentence asked for; nothing where there is none, or where one of its numbers is none."""
    found = notices.get(asked.get("notice", ""), "")
    if isinstance(found, tuple):
        found = found[0] if _number(asked.get("n", "")) == 1 else found[1]
    numbers = {name: _number(asked.get(name, "")) for _, name, _, _ in Formatter().parse(found) if name}
    if None in numbers.values():
        return ""
    return found.format(**{name: f"{number:,}" for name, number in numbers.items()})


def _number(given: str) -> int | None:
    """0 to `LARGEST`, in plain digits."""
    return int(given) if given.isascii() and given.isdigit() and len(given) <= len(str(LARGEST)) else None
