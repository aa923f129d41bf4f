"""Courses, modules and sources: their faults, and what they hold."""

from collections.abc import Callable

import pytest

from app.content.parsed import Kind, Parsed, Reference
from app.lessons.course import Source
from app.lessons.format.course_files import parse_course, parse_module, parse_sources
from tests.lessons.folders import MODULE, SOUND
from tests.lessons.marked import MARK, edited, marked_line, named

COURSE, MODULE_FILE, SOURCES = "four-chairs.md", f"{MODULE}/module.md", "sources.md"
PARSERS: dict[str, Callable[[str, bytes], Parsed[object]]] = {
    COURSE: parse_course,
    MODULE_FILE: parse_module,
    SOURCES: parse_sources,
}

FAULTS = [
    (COURSE, "L110", ("---\ntitle", "title")),
    (COURSE, "L111", ("title: Four", "⚑titel: Four\ntitle: Four")),
    (COURSE, "L112", ("summary: All.\n", "")),
    (COURSE, "L113", (f"modules: [{MODULE}]", "⚑modules: []")),
    (COURSE, "L113", (f"modules: [{MODULE}]", "⚑modules: {a: b}")),
    (COURSE, "L113", (f"modules: [{MODULE}]", "modules: [Not_mine]⚑")),
    (COURSE, "L126", (f"modules: [{MODULE}]", f"modules:\n- {MODULE}\n- ⚑{MODULE}")),
    (COURSE, "L105", ("Words.", "Words.\n\n⚑<p>More.</p>")),
    (COURSE, "L106", ("Words.", "[Words](data:text)⚑")),
    (MODULE_FILE, "L111", ("title: Not", "⚑lesons: []\ntitle: Not")),
    (MODULE_FILE, "L112", ("scenarios: [printer]", "")),
    (MODULE_FILE, "L113", ("title: Not mine", "⚑title: 7")),
    (MODULE_FILE, "L113", ("scenarios: [printer]", "⚑scenarios:")),
    (MODULE_FILE, "L126", ("scenarios: [printer]", "scenarios: [printer, printer]⚑")),
    (SOURCES, "L111", ("summary: What", "link: here, summary: What⚑")),
    (SOURCES, "L112", ("title: A post, ", "⚑")),
    (SOURCES, "L113", ("title: A post", "title: [A post]⚑")),
    (SOURCES, "L113", ("  a-post:", "  ⚑A post:")),
    (SOURCES, "L113", ("  a-post: {title: A post, credit: Somebody, summary: What it says.}", "  ⚑a-post: no")),
]  # fmt: skip


@pytest.mark.parametrize(("path", "code", "edit"), FAULTS)
def test_each_fault_is_named_alone_at_its_line(path: str, code: str, edit: tuple[str, str]) -> None:
    text = edited(SOUND[path], edit)
    parsed = PARSERS[path](path, text.replace(MARK, "").encode())
    assert named(parsed.problems) == [(marked_line(text), code)]
    assert parsed.value is None


def test_a_module_without_lessons_and_scenarios_is_a_fault() -> None:
    text = edited(
        SOUND[MODULE_FILE],
        ("lessons: [an-earlier-lesson, helpful-within-limits]", "lessons: []"),
        ("scenarios: [printer]", "scenarios: []"),
    )
    assert named(parse_module(MODULE_FILE, text.encode()).problems) == [(4, "L113")]


@pytest.mark.parametrize("path", PARSERS)
def test_sound_files_have_no_problems(path: str) -> None:
    assert PARSERS[path](path, SOUND[path].encode()).problems == ()


def test_a_module_is_its_folders_and_refers_to_what_it_lists() -> None:
    parsed = parse_module(MODULE_FILE, SOUND[MODULE_FILE].encode())
    assert parsed.value is not None
    assert (parsed.value.id, parsed.value.scenarios) == (MODULE, ("printer",))
    assert Reference(Kind.SCENARIO, "printer", 5) in parsed.references
    assert parsed.value.introduction_html == "<p>Words.</p>"


def test_sources_keep_their_order_and_their_credits() -> None:
    parsed = parse_sources(SOURCES, SOUND[SOURCES].encode())
    assert parsed.value is not None
    assert parsed.value.sources == (Source("a-post", "A post", "Somebody", "What it says."),)


def test_what_a_broken_file_refers_to_is_known_all_the_same() -> None:
    parsed = parse_course(COURSE, edited(SOUND[COURSE], ("title: Four", "titel: Four")).encode())
    assert parsed.value is None
    assert [reference.id for reference in parsed.references] == [MODULE]
