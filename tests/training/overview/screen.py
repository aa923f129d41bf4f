"""The table of a group as machines see it: the values of the page’s cells, and the lines of the file."""

import csv
import re
from html.parser import HTMLParser
from io import StringIO

from starlette.testclient import TestClient

from app.csv_cells import BOM


class Screen(HTMLParser):
    """The rows of the table: a cell is its machine’s values, or the text where it has none."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[list[str]]] = []
        self.inside = False
        self.feed(html[html.index("<tbody>") : html.index("</tbody>")])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.rows[-1] += [[] for _ in range(int(given.get("colspan") or 1))]
        elif tag in {"data", "time"}:
            self.rows[-1][-1].append(given.get("value") or given.get("datetime") or "")
        elif tag == "a":
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "a"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.rows[-1][-1].append(data)


def screen(browser: TestClient, url: str) -> list[list[str]]:
    """Every row of every page, each cell by its value."""
    found: list[list[str]] = []
    while url:
        html = browser.get(url).text
        for name, done, *rest in Screen(html).rows:
            found.append([name[0], *(done or ["", ""]), *(cell[0] if cell else "" for cell in rest)])
        more = re.search(r'href="([^"]+)">More people', html)
        url = more[1].replace("&amp;", "&") if more else ""
    return found


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.removeprefix(BOM).decode(), newline="")))
