"""Reads the files that put lessons and scenarios in order, and the sources these are drawn from."""

from pathlib import PurePath
from typing import TypeVar

from app.content.document import Document, parse_document
from app.content.head import Head
from app.content.markdown import render_block
from app.content.parsed import Kind, Parsed, Reference
from app.lessons.course import Course, Module, Source, Sources
from app.lessons.format.codes import FILE_CODES
from app.lessons.format.faults import Faults
from app.lessons.format.front_matter import read_head, references
from app.lessons.format.front_matter_models import CourseHead, ModuleHead, SourcesHead
from app.lessons.format.lesson_file import name_unsafe_links

AnyHead = TypeVar("AnyHead", bound=Head)
Value = TypeVar("Value")


def parse_course(path: str, data: bytes) -> Parsed[Course]:
    """`<course>.md`: its introduction, and its modules in order."""
    document, head, faults = _read(path, data, CourseHead)
    if document is None:
        return Parsed(None, tuple(faults.problems))
    named = tuple(references(document, Kind.MODULE, "modules", faults))
    if head is None:
        return _parsed(None, faults, named)
    course = Course(
        id=PurePath(path).stem,
        version=document.version,
        title=head.title,
        summary=head.summary,
        modules=tuple(head.modules),
        introduction_html=render_block(document.body),
    )
    return _parsed(course, faults, named)


def parse_module(path: str, data: bytes) -> Parsed[Module]:
    """`<module>/module.md`: its lessons and its scenarios in order."""
    document, head, faults = _read(path, data, ModuleHead)
    if document is None:
        return Parsed(None, tuple(faults.problems))
    lessons = tuple(references(document, Kind.LESSON, "lessons", faults))
    scenarios = tuple(references(document, Kind.SCENARIO, "scenarios", faults))
    if head is None:
        return _parsed(None, faults, lessons + scenarios)
    if not head.lessons and not head.scenarios:
        faults.add(document.line("lessons"), "L113", "“lessons” and “scenarios” are both empty: list one")
    module = Module(
        id=PurePath(path).parent.name,
        version=document.version,
        title=head.title,
        summary=head.summary,
        lessons=tuple(head.lessons),
        scenarios=tuple(head.scenarios),
        introduction_html=render_block(document.body),
    )
    return _parsed(module, faults, lessons + scenarios)


def parse_sources(path: str, data: bytes) -> Parsed[Sources]:
    """`sources.md`: what lessons and scenarios may name."""
    document, head, faults = _read(path, data, SourcesHead)
    if document is None or head is None:
        return _parsed(None, faults, ())
    sources = tuple(Source(key, s.title, s.credit, s.summary) for key, s in head.sources.items())
    return _parsed(Sources(document.version, sources, render_block(document.body)), faults, ())


def _read(path: str, data: bytes, model: type[AnyHead]) -> tuple[Document | None, AnyHead | None, Faults]:
    document, problems = parse_document(path, data, FILE_CODES)
    if document is None:
        return None, None, Faults(path, 1, problems)
    faults = Faults(path, document.body_line, problems)
    name_unsafe_links(document, faults)
    return document, read_head(document, model, faults), faults


def _parsed(value: Value | None, faults: Faults, named: tuple[Reference, ...]) -> Parsed[Value]:
    return Parsed(None if faults.any else value, tuple(sorted(faults.problems)), named)
