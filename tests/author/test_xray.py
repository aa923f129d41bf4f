"""The author’s pages as trainers see them, for sound files, for broken ones, and after learners have played."""

import re
from html import unescape
from pathlib import Path

from fastapi import FastAPI
from starlette.testclient import TestClient

from app.settings import Settings
from app.web.site import site_of
from tests.author.conftest import Finish
from tests.queries import counted

LIST, PAGE = "/author/scenarios", "/author/scenarios/printer"


def text_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def edit(content: Path, old: str, new: str) -> None:
    file = content / "scenarios/printer.md"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def line_of(content: Path, words: str) -> int:
    lines = (content / "scenarios/printer.md").read_text("utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if words in line)


def test_the_list_counts_problems_and_warnings(trainer: TestClient, content: Path) -> None:
    (content / "scenarios/broken.md").write_text("---\ntitle: Broken\n---\n", "utf-8")
    page = text_of(trainer.get(LIST).text)
    assert "The printer that isn't ours printer.md No problems, 5 warnings" in page
    assert re.search(r"broken broken\.md, not on the site \d+ problems", page)
    assert page.index("broken.md") < page.index("printer.md")


def test_trainers_find_the_way(trainer: TestClient, visitor: TestClient) -> None:
    assert f'href="{LIST}"' in trainer.get("/today").text
    assert f'href="{LIST}"' not in visitor.get("/today").text


def test_every_line_has_its_numbers_in_the_graph_and_in_the_list(trainer: TestClient, content: Path) -> None:
    page = trainer.get(PAGE).text
    words = "A: desk to alone. Customer −2, Organization −1. Colleagues −1, You +2."
    assert f'href="#line--desk--brush-off" aria-label="{words}"' in page
    assert 'id="line--desk--brush-off"' in page
    assert "1: ravi to in-time. A route: nobody moves." in page
    assert "if: ravi-knows and customer &gt;= 1" in page
    number = line_of(content, "[call]")
    assert f'href="#L{number}">line {number}</a>' in page
    assert f'<li id="L{number}"' in page


def test_warnings_lead_into_the_text(trainer: TestClient, content: Path) -> None:
    page = trainer.get(PAGE).text
    number = line_of(content, "[brush-off]")
    assert f'<a href="#L{number}">Line {number}</a> <b>W107</b>' in page
    assert f'<li id="L{number}" class="faulty">' in page


def test_the_measures_are_those_of_the_analysis(trainer: TestClient) -> None:
    page = text_of(trainer.get(PAGE).text)
    assert "2 paths, of 1 decision. 1 of them ends all four closer: 50.0% of random play." in page
    assert "Customer −2 +2 +0.00" in page
    assert "the longest line −2 −1 −1 +2 alone" in page
    assert "in-time 50.0%" in page


def test_a_broken_file_shows_its_problems_and_the_last_good_graph(trainer: TestClient, content: Path) -> None:
    edit(content, "customer +2:", "costumer +2:")
    page = trainer.get(PAGE).text
    number = line_of(content, "costumer")
    assert f'<a href="#L{number}">Line {number}</a> <b>E013</b>' in page
    assert "costumer +2:" in page
    assert "This is the last version without problems." in page
    assert "Learners play an earlier version of this file," in page
    assert 'id="box--ravi"' in page
    assert 'href="#L' not in page[page.index('id="line--desk--call"') : page.index('id="measures"')]


def test_a_file_that_was_never_good_shows_problems_and_text(trainer: TestClient, content: Path) -> None:
    (content / "scenarios/broken.md").write_text("---\ntitle: <b>Broken</b>\n---\n", "utf-8")
    page = trainer.get("/author/scenarios/broken").text
    assert "Learners cannot play this file" in page
    assert "title: &lt;b&gt;Broken&lt;/b&gt;" in page
    assert '<svg class="graph"' not in page
    assert trainer.get("/author/scenarios/broken/trial").status_code == 409


def test_what_nothing_reaches_is_drawn_and_marked(trainer: TestClient, content: Path) -> None:
    edit(content, "-> ravi\n", "-> alone\n")
    page = trainer.get(PAGE).text
    assert "<b>E030</b>" in page
    assert 'id="box--ravi" class="box unreached"' in page
    assert "This is worked out once every path leads to an ending." in page


def test_a_loop_and_a_scene_without_lines_are_still_drawn(trainer: TestClient, content: Path) -> None:
    edit(content, "-> ravi\n", "-> desk\n")
    page = trainer.get(PAGE)
    assert page.status_code == 200
    assert "<b>E035</b>" in page.text
    assert 'class="edge back"' in page.text


def test_bytes_that_are_no_text_are_shown_as_far_as_they_can_be(trainer: TestClient, content: Path) -> None:
    (content / "scenarios/broken.md").write_bytes(b"---\ntitle: \xff\x00\n---\n")
    page = trainer.get("/author/scenarios/broken")
    assert page.status_code == 200
    assert "<b>E006</b>" in page.text


def test_no_such_scenario_is_not_found(trainer: TestClient) -> None:
    for url in ("nothing", "nothing/trial", "..%2Fprinter"):
        assert trainer.get(f"{LIST}/{url}").status_code == 404


def test_where_learners_went_is_shown_from_five_on(trainer: TestClient, finish: Finish) -> None:
    for _ in range(4):
        finish(well=True)
    assert "Nothing to show yet" in trainer.get(PAGE).text
    finish(well=False)
    page = text_of(trainer.get(PAGE).text)
    assert "Of 5 people" in page
    assert "80% of 5" in page
    assert "20% of 5" in page
    # −(0.8 ln 0.8 + 0.2 ln 0.2) / ln 2 = 0.72
    assert "desk 5 72% not known before 15 people" in page
    assert "20% of 5 people" in unescape(trainer.get(PAGE).text)
    finish(well=False)
    assert "67% of 6" in text_of(trainer.get(PAGE).text)


def test_a_scene_that_fewer_than_five_passed_keeps_silent(trainer: TestClient, finish: Finish) -> None:
    for well in (True, True, False, False, False):
        finish(well=well)
    page = text_of(trainer.get(PAGE).text)
    assert "40% of 5" in page
    assert "of 2" not in page


def test_the_page_asks_the_database_four_things_however_many_have_played(
    trainer: TestClient, site: FastAPI, finish: Finish
) -> None:
    for number in range(8):
        finish(well=number % 2 == 0)
    with counted(site_of(site).database) as queries:
        trainer.get(PAGE)
    assert len(queries) == 4


def test_an_open_page_notices_an_edit_in_development(
    trainer: TestClient, content: Path, settings: Settings
) -> None:
    page = trainer.get(PAGE).text
    url = unescape(re.search(r'hx-get="([^"]+)"', page)[1])  # type: ignore[index]
    assert 'hx-trigger="every 2s"' in page
    assert trainer.get(url).status_code == 204
    edit(content, "## ravi: Ravi picks up", "## ravi: Ravi answers")
    reply = trainer.get(url)
    assert (reply.status_code, reply.headers["hx-refresh"]) == (200, "true")
    assert "Ravi answers" in trainer.get(PAGE).text
    (content / "scenarios/printer.md").unlink()
    assert trainer.get(url).headers["hx-refresh"] == "true"
