"""The pieces of a group’s page, with nobody, one person, four, five and fifty, as the browser gets them."""

import re
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from random import Random
from urllib.parse import parse_qs, parse_qsl, unquote, urlsplit

import pytest
from jinja2 import Environment

from app.content.chair import Chair
from app.main import templates
from app.training.overview.group_table import Column, Only, Row, View, arranged, row_of, table_page
from app.training.overview.mail_link import mail_link
from app.training.overview.marks import marks_of, shown_number
from app.training.overview.needs_word import Need, needs_word
from app.training.overview.pages import (
    Clocks,
    NeedLinks,
    NeedsPiece,
    TablePiece,
    needs_view,
    table_view,
)
from app.training.overview.person import Person
from app.training.overview.scaled import Scaled
from app.training.overview.table_address import read_view
from app.web.pages import filled
from tests.training.overview.people import NOW, ago, asked, person, run

ENV: Environment = templates()
CLOCKS = Clocks(NOW, "UTC", "Europe/Berlin")
PATH = "/teach/groups/spring"
SIZES = [0, 1, 4, 5, 50, 51]


def crowd(number: int) -> list[Person]:
    """Everybody has finished two conversations and is late with something."""
    chance = Random(number)
    return [
        person(
            f"Person <{n:03}> & Söhne",
            obligations=(asked(due=ago(days=n % 4)),),
            last_active_at=ago(days=n % 30),
            runs=(run("a", *(chance.uniform(-6, 6) for _ in Chair)), run("b", 1.0, -1.0, None, 0.0)),
        )
        for n in range(number)
    ]


def links(need: Need) -> NeedLinks:
    at = f"{PATH}/people/{need.key}"
    return NeedLinks(at, f"{at}#write", f"{at}/talked")


def needs_html(people: list[Person]) -> str:
    view = needs_view(needs_word(people, NOW), links=links, rest_url=f"{PATH}?only=needs-a-word")
    return filled(ENV, NeedsPiece(needs=view))


def rows_of(people: list[Person]) -> list[Row]:
    needing = {need.key for need in needs_word(people, NOW)}
    return [row_of(one, NOW, needs_word=one.key in needing) for one in people]


def table_html(rows: list[Row], view: View | None = None) -> str:
    shown = table_view(
        rows, view or View(), path=PATH, person_url=lambda key: f"{PATH}/people/{key}", clocks=CLOCKS
    )
    return filled(ENV, TablePiece(table=shown))


class Cells(HTMLParser):
    """The rows of a table as their cells: text, and the value of a machine’s."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.numbers: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.rows[-1].append("")
        elif tag == "data":
            self.numbers.append(dict(attrs)["value"] or "")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] = " ".join(f"{self.rows[-1][-1]} {data}".split())


@pytest.mark.parametrize("number", SIZES)
def test_the_list_shows_ten_and_a_link_to_the_rest(number: int) -> None:
    people = crowd(number)
    needing = needs_word(people, NOW)
    html = needs_html(people)
    assert html.count("<li>") == min(len(needing), 10)
    assert (f"All {len(needing)} who need a word" in html) == (len(needing) > 10)
    assert ("Nobody needs a word just now." in html) == (not needing)
    assert "<001>" not in html
    for need in needing[:10]:
        assert (
            f'action="{PATH}/people/{need.key}/talked"'.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            in html
        )


@pytest.mark.parametrize("number", SIZES)
def test_the_table_has_a_row_for_each_and_fifty_at_most(number: int) -> None:
    rows = rows_of(crowd(number))
    html = table_html(rows)
    if not number:
        assert "Nobody has joined yet." in html
        assert "<table" not in html
        return
    cells = Cells(html).rows
    assert len(cells) == min(number, 50) + 2
    assert [row[0] for row in cells[1:-1]] == [row.name for row in table_page(rows, View()).rows]
    assert {len(row) for row in cells[:-1]} == {9}
    assert ("More people" in html) == (number > 50)
    foot = cells[-1]
    assert foot[:2] == ["All together", f"{number} of {4 * number}"]
    if number < 5:
        assert foot[2].startswith("Needs five people; ")
    else:
        assert len(foot) == 9


def test_every_mark_has_its_words_and_its_number() -> None:
    rows = rows_of([person("Ann", runs=(run("a", 6.0, -6.0, None, 0.0),))])
    cells = Cells(table_html(rows))
    row = cells.rows[1]
    assert row[2:6] == ["right at the table", "as far as it goes", "Not tested", "where they began"]
    assert cells.numbers == ["1", "4", "6.00", "-6.00", "0.00"]


def test_without_a_conversation_there_is_one_sentence() -> None:
    html = table_html(rows_of([person("Ann", last_active_at=None, assigned=0, done=0)]))
    assert Cells(html).rows[1] == ["Ann", "", "No conversation finished yet", "", "", "Not yet"]
    assert "Needs five people; nobody has finished a conversation." in html


def test_dates_say_whose_they_are_and_what_is_past() -> None:
    own = replace(asked(due=NOW + timedelta(days=2)), is_own_date=True)
    late = person("B", obligations=(asked(due=ago(days=3)),))
    cells = Cells(table_html(rows_of([person("A", obligations=(own,)), late]))).rows
    assert cells[1][-3:-1] == ["own date", "Saturday, 09:00"]
    assert cells[2][-3:-1] == ["", "16 March, 09:00 overdue"]


def addresses(html: str, start: str) -> list[str]:
    return [link.replace("&amp;", "&") for link in re.findall(r'href="([^"]+)"', html) if start in link]


def test_every_header_sorts_and_says_how_it_is_sorted() -> None:
    html = table_html(rows_of(crowd(5)), View(sort=Column.ACTIVE, descending=True))
    assert re.findall(r'aria-sort="(\w+)"', html) == ["none"] * 7 + ["descending"]
    head = html[html.index("<thead>") : html.index("</thead>")]
    views = [read_view(dict(parse_qsl(urlsplit(link).query))) for link in addresses(head, PATH)]
    assert [view.sort for view in views] == [
        *(Column.NAME, Column.DONE),
        *(Column.CUSTOMER, Column.ORGANIZATION, Column.COLLEAGUES, Column.SELF),
        *(Column.DUE, Column.ACTIVE),
    ]
    assert not any(view.descending for view in views)


def test_links_lead_through_the_whole_table_and_back() -> None:
    rows = rows_of(crowd(51))
    view = View(sort=Column.CUSTOMER, only=Only.EVERYBODY)
    following = next(link for link in addresses(table_html(rows, view), "after="))
    second = read_view(dict(parse_qsl(urlsplit(following).query)))
    html = table_html(rows, second)
    assert [row[0] for row in Cells(html).rows[1:-1]] == [row.name for row in arranged(rows, view)[50:]]
    assert f'href="{PATH}?sort=customer">Back to the beginning' in html


def test_narrowing_shows_how_many_and_which_it_is() -> None:
    html = table_html(rows_of([*crowd(4), person("Done", done=4)]), View(only=Only.FINISHED))
    found = dict(re.findall(r'([A-Z][a-z ]+) <span class="num">(\d+)</span>', html))
    assert list(found.items()) == [
        *(("Everybody", "5"), ("Not begun", "0"), ("Begun", "4"), ("Finished", "1")),
        *(("Overdue", "3"), ("Needs a word", "3")),
    ]
    assert re.findall(r'aria-current="true">(\w+)', html) == ["Finished"]


def test_a_search_that_finds_nobody_says_so_and_keeps_what_was_typed() -> None:
    html = table_html(rows_of(crowd(5)), View(search='<"x">', only=Only.OVERDUE, descending=True))
    assert "Nobody’s name here holds “&lt;&#34;x&#34;&gt;”." in html
    assert re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', html) == [
        ("sort", "-name"),
        ("only", "overdue"),
    ]


@pytest.mark.parametrize(
    ("value", "place", "number"),
    [
        (0.0, 60.0, "0.00"),
        (6.0, 106.8, "6.00"),
        (-6.0, 13.2, "-6.00"),
        (0.01, 64.0, "0.01"),
        (-0.001, 56.0, "0.00"),
    ],
)
def test_a_mark_stands_off_the_middle_whenever_the_chair_moved(
    value: float, place: float, number: str
) -> None:
    mark = marks_of(Scaled(value))[0]
    assert (mark.place, mark.number, shown_number(value)) == (place, number, number)


def test_a_letter_has_a_subject_and_a_greeting() -> None:
    link = mail_link("o'neil+x@example.org", name="Zoë Li", group="Service & desk?")
    address, _, query = link.removeprefix("mailto:").partition("?")
    assert unquote(address) == "o'neil+x@example.org"
    assert parse_qs(query) == {"subject": ["Service & desk?"], "body": ["Hello Zoë,\r\n\r\n"]}
    assert mail_link("", name="Zoë Li", group="x").startswith("mailto:?subject=x&body=Hello%20Zo")
