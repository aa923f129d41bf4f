"""The rows of the log, as an admin’s browser gets them."""

import csv
import io
import re
from html import unescape

from starlette.testclient import TestClient

from tests.training.cast import Cast, Part

Row = tuple[str, ...]


def admin_of(people: Cast) -> TestClient:
    return people.browsers[Part.ADMIN]


def rows_of(page: str) -> list[Row]:
    """When, who, what, group, by."""
    body = re.search(r"<tbody>(.*?)</tbody>", page, re.S)
    rows = re.findall(r"<tr>(.*?)</tr>", body[1], re.S) if body else []
    return [tuple(_words(cell) for cell in re.findall(r"<td>(.*?)</td>", row, re.S)) for row in rows]


def pages_of(browser: TestClient, url: str) -> list[str]:
    """Every page from this one on, by its own links."""
    pages = [browser.get(url).text]
    while older := re.search(r'href="([^"]+)">Earlier</a>', pages[-1]):
        pages.append(browser.get(unescape(older[1])).text)
    return pages


def file_of(browser: TestClient, page: str) -> list[list[str]]:
    """What the page’s own link downloads, without the titles."""
    link = re.search(r'href="([^"]+)" download', page)
    assert link
    reply = browser.get(unescape(link[1]))
    assert reply.headers["content-type"] == "text/csv; charset=utf-8"
    assert reply.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(reply.content.decode("utf-8-sig"), newline="")))[1:]


def _words(cell: str) -> str:
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", cell).split()))
