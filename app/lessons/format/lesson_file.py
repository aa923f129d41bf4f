"""Reads one lesson’s file. `lessons/README.md` is the format’s manual; the modules imported here hold its parts."""

from dataclasses import replace
from pathlib import PurePath
from typing import NamedTuple

from app.content.document import Document, parse_document
from app.content.markdown import unsafe_links
from app.content.parsed import Kind, Parsed, Reference
from app.lessons.dialogue import CastMember, Line, Takes
from app.lessons.format.codes import FILE_CODES, HARDEST_GRADE, MOST_WORDS
from app.lessons.format.dialogue import Cast, read_moment, read_takes
from app.lessons.format.faults import Faults, name_duplicates, shown
from app.lessons.format.front_matter import read_head, references
from app.lessons.format.front_matter_models import LessonHead
from app.lessons.format.layout import Layout, lay_out
from app.lessons.format.outline import Container, Node, Outline, Source, read_outline
from app.lessons.format.prose_length import count_words
from app.lessons.format.questions import read_check, read_recall
from app.lessons.format.readability import grade_of
from app.lessons.format.takeaways import read_move, read_phrases, read_plan
from app.lessons.lesson import Check, Lesson, Mail, Move, Phrase, PlanTemplate, Section
from app.lessons.part import Part

FEWEST_CHECKS, MOST_CHECKS = 3, 5


class _Body(NamedTuple):
    """What was read of a body. Of a part that is given twice, the first counts."""

    lede_html: str
    sections: tuple[Section, ...]
    recall: list[Check]
    moment: list[tuple[Line, ...]]
    takes: Takes | None
    move: list[Move]
    phrases: list[tuple[Phrase, ...]]
    checks: tuple[Check, ...]
    plan: list[PlanTemplate]


def parse_lesson(path: str, data: bytes) -> Parsed[Lesson]:
    """All that is wrong in the file; what only the other files can tell is left to `references`."""
    document, problems = parse_document(path, data, FILE_CODES)
    if document is None:
        return Parsed(None, tuple(problems))
    faults = Faults(path, document.body_line, problems)
    name_unsafe_links(document, faults)
    head = read_head(document, LessonHead, faults)
    source = Source(tuple(document.body.split("\n")))
    outline = read_outline(document.body, faults)
    layout = lay_out(outline, source, faults)
    body = _read_body(outline, layout, source, _cast(document), faults)
    _name_duplicate_blocks(outline, layout, faults)
    named = (*references(document, Kind.SOURCE, "sources", faults), *_recalled(layout, body))
    lesson = None if head is None or faults.any else _lesson(document, head, body)
    if lesson and lesson.words > MOST_WORDS:
        faults.add(1, "L190", f"{lesson.words} words on the way through: at most {MOST_WORDS}, so cut some")
    elif lesson and (grade := grade_of(lesson)) > HARDEST_GRADE:
        advice = f"at most {HARDEST_GRADE}, so use shorter sentences and words"
        faults.add(1, "L905", f"it reads at grade {grade:.1f}: {advice}")
    return Parsed(None if faults.any else lesson, tuple(sorted(faults.problems)), named)


def name_unsafe_links(document: Document, faults: Faults) -> None:
    for line, url in unsafe_links(document.body):
        message = f"“{shown(url)}” is not allowed: link to https, http, mailto or a path of this site"
        faults.add(document.body_line + line, "L106", message)


def _cast(document: Document) -> Cast:
    cast = document.values.get("cast", {})
    return list(cast) if document.values_known and isinstance(cast, dict) else None


def _read_body(outline: Outline, layout: Layout, source: Source, cast: Cast, faults: Faults) -> _Body:
    takes = layout.of(Part.TAKES)
    line = layout.lines.get(Part.TAKES, takes[0].line if takes else 1)
    return _Body(
        lede_html=source.html([node for node in outline.lede if isinstance(node, Node)]),
        sections=tuple(layout.sections),
        recall=[read_recall(container, source, faults) for container in layout.of(Part.RECALL)],
        moment=[read_moment(container, source, cast, faults) for container in layout.of(Part.MOMENT)],
        takes=read_takes(takes, line, source, cast, faults) if takes else None,
        move=[read_move(container, faults) for container in layout.of(Part.MOVE)],
        phrases=[read_phrases(container, faults) for container in layout.of(Part.PHRASES)],
        checks=_read_checks(layout, source, faults),
        plan=[read_plan(container, faults) for container in layout.of(Part.PLAN)],
    )


def _read_checks(layout: Layout, source: Source, faults: Faults) -> tuple[Check, ...]:
    containers = layout.of(Part.CHECKS)
    message = f"a lesson has three to five checks, and this has {len(containers)}"
    if len(containers) > MOST_CHECKS:
        faults.add(containers[MOST_CHECKS].line, "L160", message)
    elif containers and len(containers) < FEWEST_CHECKS:
        faults.add(layout.lines.get(Part.CHECKS, containers[0].line), "L160", message)
    return tuple(read_check(container, source, faults) for container in containers)


def _name_duplicate_blocks(outline: Outline, layout: Layout, faults: Faults) -> None:
    sections = [(raw.id, raw.line) for raw in outline.sections]
    blocks = [_block(c) for part in (Part.RECALL, Part.CHECKS, Part.PLAN) for c in layout.of(part)]
    name_duplicates([(an_id, line) for an_id, line in sections + blocks if an_id], faults)


def _block(container: Container) -> tuple[str, int]:
    return container.words.split(" ")[0], container.line


def _recalled(layout: Layout, body: _Body) -> tuple[Reference, ...]:
    recalls = zip(layout.of(Part.RECALL), body.recall, strict=True)
    return tuple(
        Reference(Kind.RECALLED, check.recalls, container.line)
        for container, check in recalls
        if check.recalls
    )


def _lesson(document: Document, head: LessonHead, body: _Body) -> Lesson:
    path = PurePath(document.path)
    assert body.takes is not None  # noqa: S101  a missing or faulty part is a fault, and then there is no lesson
    lesson = Lesson(
        id=path.stem,
        module=path.parent.name,
        version=document.version,
        title=head.title,
        summary=head.summary,
        outcome=head.outcome,
        minutes=head.minutes,
        sources=tuple(head.sources),
        lede_html=body.lede_html,
        sections=body.sections,
        recall=body.recall[0] if body.recall else None,
        moment=body.moment[0],
        takes=body.takes,
        move=body.move[0],
        phrases=body.phrases[0],
        checks=body.checks,
        plan=body.plan[0],
        words=0,
        cast={name: CastMember(name, m.role, m.chair, m.look) for name, m in head.cast.items()},
        mail=Mail(head.mail.subject, head.mail.preview) if head.mail else None,
    )
    return replace(lesson, words=count_words(lesson))
