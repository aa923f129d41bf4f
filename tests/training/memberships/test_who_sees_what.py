"""The page that says who sees what, held against what a lead’s pages really hold of every kind of trace."""

import re
from html import unescape

import pytest
from fastapi import FastAPI

from app.db import Database
from app.learners.actions.sessions import open_session
from app.training.seen_by_leads import NEVER_SEEN, SEEN_BY_LEADS
from tests.conftest import Browse, Clock
from tests.learners.rows import kept_tables
from tests.training.cast import Part, cast
from tests.training.memberships.leaving_traces import SAID, SEARCHED, TAKEN_BACK, TRIED_AGAIN, Traces

NAME, ADDRESS, WORK, ANSWERS, LINES, HERE, TOGETHER = SEEN_BY_LEADS
WORDS, GUESSES, PHRASES, ELSE = NEVER_SEEN
SEEN = {
    "lesson_progress": WORK,
    "answer": ANSWERS,
    "attempt": LINES,
    "choice_taken": LINES,
    "obligation": HERE,
    "own_change": HERE,
    "membership": HERE,
}
UNSEEN = {
    **{"plan": WORDS, "reflection": WORDS, "own_words": WORDS},
    **{"prediction": GUESSES, "turning_guess": GUESSES, "taken_back": GUESSES, "replay": GUESSES},
    **{"kept_phrase": PHRASES, "review": PHRASES, "review_card": PHRASES, "plan_report": PHRASES},
    **{"certificate": ELSE, "calendar_feed": ELSE},
}
OF_NOBODYS_WORK = {
    *("lead", "workplace_trainer", "lead_list", "member_list", "trainer_list"),
    *("certificate_code", "calendar_token"),
}
"""Who leads what, and directories that say nothing that another table does not."""
COUNT = r"\d+ <small>of \d+|\d+ of \d+</td>"


@pytest.fixture
def traces(database: Database, site: FastAPI, browse: Browse, clock: Clock) -> Traces:
    people = cast(database, browse, clock())
    return Traces(people, site, database, clock())


def test_every_kind_of_trace_is_on_the_page() -> None:
    assert {table.name for table in kept_tables()} == SEEN.keys() | UNSEEN.keys() | OF_NOBODYS_WORK
    assert {*SEEN.values(), NAME, ADDRESS, TOGETHER} == set(SEEN_BY_LEADS)
    assert set(UNSEEN.values()) == set(NEVER_SEEN)


def test_the_page_and_the_invitation_say_these_and_nothing_else(traces: Traces) -> None:
    visitor = traces.people.browsers[Part.LEARNER]
    for path in ("/who-sees-what", f"/join/{traces.people.code}"):
        page = unescape(visitor.get(path).text)
        rows = re.findall(r"<li>([^<]+)</li>", page[page.index('class="seen"') :])
        assert rows[: len(SEEN_BY_LEADS) + len(NEVER_SEEN)] == [*SEEN_BY_LEADS, *NEVER_SEEN]


def test_what_is_said_to_be_seen_is_there(traces: Traces) -> None:
    traces.play()
    option = traces.answer()
    pages = {url: unescape(page) for url, page in traces.pages().items()}
    group = f"/teach/groups/{traces.people.group}"
    person = pages[f"{group}/people/{traces.subject}"]
    everywhere = [page for page in pages.values() if page.startswith("200")]
    assert len(everywhere) >= 7
    assert "Somebody Member" in person  # NAME
    assert "0 of 1 done" in person  # WORK: begun
    assert "Begun: A path, not a wall" in person
    assert option in person  # ANSWERS
    assert SAID in person  # LINES, the ending, the chairs
    assert re.search(r"The printer that isn’t ours</b> <span[^>]*>2 March 2026, “[^”]+”", person)
    assert "Customer: " in person
    assert 'datetime="2026-03-02T10:00:00+01:00">Today' in pages[group]  # HERE
    assert "A path, not a wall" in person


def test_what_is_never_seen_changes_no_page(traces: Traces) -> None:
    traces.play()
    traces.answer()
    before = traces.pages()
    for kind in (*UNSEEN, "search", "browser"):
        leave_trace(traces, kind)
        after = traces.pages()
        assert [url for url in before if before[url] != after[url]] == [], kind
        words = {*traces.wrote.get(kind, ()), TAKEN_BACK, TRIED_AGAIN, SEARCHED, "PlantedBrowser"}
        assert {word for word in words if word in "".join(after.values())} == set(), kind


def leave_trace(traces: Traces, kind: str) -> None:
    if kind == "search":
        assert traces.member.get("/search", params={"q": SEARCHED}).status_code == 200
    elif kind == "browser":
        with traces.database.write() as db:
            open_session(
                db, subject_id=traces.subject, now=traces.now, signed_in=True, browser="PlantedBrowser"
            )
    elif kind == "replay":
        traces.try_again()
    elif kind != "taken_back":  # that was part of the conversation
        traces.fill(kind)


def test_texts_that_were_written_would_be_found(traces: Traces) -> None:
    """What is looked for above is really kept."""
    traces.play()
    traces.answer()
    for kind in ("plan", "reflection", "own_words", "kept_phrase", "plan_report"):
        traces.fill(kind)
        assert traces.wrote[kind], kind


def test_together_lines_are_counted_from_five_on_and_without_names(traces: Traces) -> None:
    """TOGETHER: what everybody’s lines come to."""
    others = (Part.LEARNER, Part.FORMER_MEMBER, Part.MEMBER_ELSEWHERE, Part.LEAD_BESIDE)
    traces.play()
    for part in others:
        traces.part = part
        traces.member.post(f"/join/{traces.people.code}", data={})
        assert not re.search(COUNT, "".join(traces.boards().values()))
        traces.play()
    held = "".join(traces.boards().values())
    assert unescape(held).count(SAID) >= 2  # on the board and on the sheet
    assert re.search(COUNT, held)
    names = [f"Somebody {part.name.title()}" for part in (Part.MEMBER, *others)]
    assert [name for name in names if name in held] == []


def test_before_joining_and_after_leaving_there_is_nothing(traces: Traces) -> None:
    traces.part = Part.LEARNER
    before = traces.pages()
    traces.play()
    option = traces.answer()
    assert traces.pages() == before
    traces.member.post(f"/join/{traces.people.code}", data={"earlier": "1"})
    assert all(word in traces.everything() for word in ("Somebody Learner", option, SAID))
    traces.member.post(f"/groups/{traces.people.group}/leave", data={})
    assert not any(word in traces.everything() for word in ("Somebody Learner", option, SAID))
    assert traces.boards() == {url: page for url, page in before.items() if url in traces.boards()}
    person = f"/teach/groups/{traces.people.group}/people/{traces.subject}"
    assert traces.people.browsers[Part.LEAD].get(person).status_code == 404


def test_lines_and_answers_from_before_are_shown_only_where_ticked(traces: Traces, clock: Clock) -> None:
    traces.part = Part.LEARNER
    traces.play()
    option = traces.answer()
    clock.advance(days=1)
    traces.member.post(f"/join/{traces.people.code}", data={})
    held = traces.everything()
    assert "Somebody Learner" in held
    assert not any(word in held for word in (option, SAID, "Customer: "))
    for earlier in ("1", ""):
        traces.member.post(f"/groups/{traces.people.group}/earlier", data={"earlier": earlier})
        held = traces.everything()
        assert [word in held for word in (option, SAID, "Customer: ")] == [bool(earlier)] * 3
