"""What the pages and the file of a group really show, read as a person reads them."""

import re
from dataclasses import dataclass
from datetime import datetime
from html import unescape

from starlette.testclient import TestClient

from tests.training.overview.screen import read, screen


@dataclass(frozen=True)
class Line:
    """A row of the table, from the file; that it is overdue stands on the page alone."""

    name: str
    address: str
    number: str
    group: str
    done: str
    asked: str
    chairs: list[str]
    due: datetime | None
    here: datetime | None
    is_overdue: bool
    is_own: bool


@dataclass(frozen=True)
class GroupShown:
    """`needs`: the sentence by person. `narrowings`: how many by what the table can be narrowed to.

    `sets`: by title, how many have finished of how many, one for each that stands on the page and was not withdrawn.
    """

    lines: dict[str, Line]
    needs: dict[str, str]
    narrowings: dict[str, int]
    sets: list[tuple[str, str]]
    left: int


def group_shown(lead: TestClient, group: str) -> GroupShown:
    """Fails where the file is not the page, value for value."""
    url = f"/teach/groups/{group}"
    page = unescape(lead.get(url).text)
    _, *rows = read(lead.get(f"{url}/people.csv").content)
    if rows:
        assert [[name, *rest] for name, _, _, _, *rest in rows] == screen(lead, url)
    marks = dict(re.findall(r'<th scope="row"><a [^>]+>([^<]+)</a></th>(.*?)</tr>', page, re.S))
    found = [_line(row, marks[row[0]]) for row in rows]
    needs = re.findall(r"<li>\s*<b><a [^>]+><bdi>([^<]+)</bdi></a></b>\s*<span>([^<]+)</span>", page)
    counts = re.findall(r'<a href="[^"]*"[^>]*>([\w ’-]+) <span class="num">(\d+)</span></a>', page)
    sets = re.findall(
        r"<b><a [^>]+/assignments/[^>]+>([^<]+)</a></b>\s*<span [^>]+>[^<]*; ([^<]+) have finished", page
    )
    left = re.search(r">(\d+) (?:person has|people have) left\.", page)
    lines = {line.name: line for line in found}
    assert len(lines) == len(found)
    narrowings = {name: int(number) for name, number in counts}
    return GroupShown(lines, dict(needs), narrowings, sets, int(left[1]) if left else 0)


def _line(row: list[str], marks: str) -> Line:
    name, address, number, group, done, asked, *chairs, own, due, here = row
    times = [datetime.fromisoformat(at) if at else None for at in (due, here)]
    flags = ("<b>overdue</b>" in marks, own == "yes")
    return Line(name, address, number, group, done, asked, chairs, *times, *flags)


def people_of_set(lead: TestClient, url: str) -> dict[str, str]:
    """What the page of something that was set says of each who owes it."""
    page = unescape(lead.get(url).text)
    found = re.findall(
        r'<b><a [^>]+><bdi>([^<]+)</bdi></a></b>\s*<span class="small quiet">([^<]*)</span>', page
    )
    return {name: " ".join(words.split()) for name, words in found}


def owed_by_me(page: str) -> list[str]:
    """Each thing that is set for whoever reads the page, in the words it stands in, without the button."""
    found = re.findall(r'<p class="eyebrow due">(.*?)</p>\s*<p><b>(.*?)</b>(.*?)</p>', unescape(page), re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", " | ".join(parts)).split()) for parts in found]
