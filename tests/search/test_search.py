"""The search page on both databases: what is found, what is not, and whatever anybody types."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.search.queries import Index, Search
from app.search.results import marked
from app.search.typed_words import LONGEST, MOST_WORDS, read_query
from app.site_content import SiteContent
from app.web.site import site_of
from tests.course import FIRST, SECOND
from tests.lessons import folders
from tests.queries import counted


def found(visitor: TestClient, words: str) -> str:
    reply = visitor.get(f"/search?q={quote(words)}")
    assert reply.status_code == 200
    return reply.text


def links(page: str) -> list[str]:
    """Where the hits lead, in their order."""
    hits = re.findall(r'<ol class="hits">.*?</ol>', page, re.DOTALL)
    return [link for group in hits for link in re.findall(r'href="([^"]*)"', group)]


def test_before_anything_is_asked_there_is_only_the_field(visitor: TestClient) -> None:
    page = visitor.get("/search").text
    assert 'name="q"' in page
    assert "A word is enough" in page
    assert links(page) == []


def test_a_lesson_is_found_at_its_section_and_with_what_was_looked_for(visitor: TestClient) -> None:
    page = found(visitor, "doorway laptop")
    assert f"{SECOND}#moment" in links(page)
    assert "<mark>laptop</mark>" in page


def test_results_come_in_groups(visitor: TestClient) -> None:
    page = found(visitor, "time")
    assert re.findall(r'<h2 id="\w+" class="t2">(.*?)</h2>', page) == ["Lessons", "Phrases"]
    assert f"{SECOND}#phrase-need-first" in links(page)
    assert "Conversations" in found(visitor, "Dana").split("<main")[1]
    assert links(found(visitor, "Dana"))[-1].startswith("/practice/")


@pytest.mark.parametrize("words", ["interruption", "interruptio", "INTERRUPTIONS", "interrupt"])
def test_feedback_is_not_given_away(visitor: TestClient, words: str) -> None:
    """“The interruption costs more than the task” explains an answer."""
    assert links(found(visitor, words)) == []


@pytest.mark.parametrize("words", ["migration", "migrat", "MIGRATIONS", "migrations plan", "“migration!”"])
def test_beginnings_other_forms_and_capitals_are_found(visitor: TestClient, words: str) -> None:
    assert f"{SECOND}#moment" in links(found(visitor, words))


def test_short_words_that_carry_little_are_words_too(visitor: TestClient) -> None:
    assert links(found(visitor, "not"))


def test_each_lesson_is_named_once(visitor: TestClient) -> None:
    every = links(found(visitor, "Ines"))
    lessons = [link.partition("#")[0] for link in every if "#phrase" not in link and "/learn/" in link]
    assert sorted(lessons) == sorted(set(lessons))


def test_where_nothing_has_every_word_what_has_some_is_shown(visitor: TestClient) -> None:
    page = found(visitor, "migration submarine")
    assert "These have some of them." in page
    assert f"{SECOND}#moment" in links(page)


def test_nothing_found_says_so_and_shows_a_way_on(visitor: TestClient) -> None:
    page = found(visitor, "submarine")
    assert "Nothing here has “submarine” in it." in page
    assert 'href="/practice"' in page.split("<main")[1]


def test_only_what_can_be_opened_is_found(visitor: TestClient, content: Path) -> None:
    module = content / "lessons" / folders.MODULE / "module.md"
    module.write_text(module.read_text("utf-8").replace("an-earlier-lesson, ", ""), "utf-8")
    assert FIRST not in {link.partition("#")[0] for link in links(found(visitor, "migration"))}


def test_an_edit_is_found_on_the_next_search(visitor: TestClient, content: Path) -> None:
    assert links(found(visitor, "aardvark")) == []
    lesson = content / "lessons" / folders.SECOND
    lesson.write_text(lesson.read_text("utf-8").replace("Kindness has", "An aardvark has"), "utf-8")
    assert links(found(visitor, "aardvark")) == [SECOND]


def test_what_was_typed_stands_in_the_field_again_as_text(visitor: TestClient) -> None:
    page = found(visitor, '"><b>migration')
    assert 'value="&#34;&gt;&lt;b&gt;migration"' in page
    assert "<b>migration" not in page


def test_no_text_of_a_lesson_becomes_markup(visitor: TestClient, content: Path) -> None:
    lesson = content / "lessons" / folders.SECOND
    lesson.write_text(lesson.read_text("utf-8").replace("Kindness has", "An `<i>` aardvark has"), "utf-8")
    assert "&lt;i&gt; <mark>aardvark</mark>" in found(visitor, "aardvark")
    assert marked("1 < 2 \x02here\x03 &") == "1 &lt; 2 <mark>here</mark> &amp;"


ODD = ["'", '"', "''''", '"a', "a AND", "OR", "NOT", "NEAR(a b)", "a*", "*", "-a", "a:b", "{words}: a", "(", ")", "^a",
       "\\", "%", "_", "a & !b", "a <-> b", ":*", "!", "|", "ſ", "İ", "é́", "漢字", "👋🏽",
       "\ufeff", "'; drop table learner"]  # fmt: skip


@pytest.mark.parametrize("typed", ODD)
def test_whatever_is_typed_is_only_words(visitor: TestClient, typed: str) -> None:
    found(visitor, typed)


def test_whatever_anybody_types_is_answered(site: FastAPI) -> None:
    search, content = Search(), site_of(site).content.current

    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.text(max_size=120) | st.lists(st.sampled_from([*ODD, "time", "Ines"])).map(" ".join))
    def any_text(typed: str) -> None:
        results = search.find(content, read_query(typed))
        assert all(
            hit.url.startswith(("/learn/", "/practice/")) for hits in results.groups.values() for hit in hits
        )

    any_text()


def test_a_character_that_no_address_can_hold_is_refused(visitor: TestClient) -> None:
    assert visitor.get("/search?q=a%00b").status_code == 400
    assert visitor.get("/search?q=%ff").status_code == 400


def test_long_questions_are_cut_and_say_so() -> None:
    query = read_query("  Word  " * 40)
    assert len(query.text) <= LONGEST
    assert query.words == ("word",)
    assert query.shortened
    many = read_query(" ".join("abcdefghijk"))
    assert len(many.words) == MOST_WORDS
    assert many.shortened
    assert not read_query("a path, not a wall").shortened


def test_a_search_leaves_no_trace_of_the_person(visitor: TestClient) -> None:
    assert "set-cookie" not in visitor.get("/search?q=time").headers


def test_a_search_never_asks_the_database(visitor: TestClient, site: FastAPI) -> None:
    with counted(site_of(site).database) as queries:
        assert links(found(visitor, "time"))
    assert not queries


def test_the_index_is_made_once_for_a_content(site: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many search at the same moment."""
    made: list[SiteContent] = []

    class Counted(Index):
        def __init__(self, content: SiteContent) -> None:
            made.append(content)
            super().__init__(content)

    monkeypatch.setattr("app.search.queries.Index", Counted)
    search, current = Search(), site_of(site).content.current

    def one(_number: int) -> int:
        return search.find(current, read_query("migration")).count

    with ThreadPoolExecutor(8) as threads:
        counts = set(threads.map(one, range(16)))
    assert made == [current]
    assert counts == {2}


def test_every_page_has_a_field_to_search_from(visitor: TestClient) -> None:
    for url in ("/learn", SECOND, "/practice", "/sources"):
        page = visitor.get(url, follow_redirects=True).text
        assert re.search(r'<form class="lookup" role="search" method="get" action="/search">', page)
        assert "accesskey" not in page
    assert "lookup" not in visitor.get("/search").text
