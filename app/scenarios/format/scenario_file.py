"""A scenario's file read from its bytes: all that is wrong with it at once, or a Scenario.

scenarios/README.md describes the format for authors; the modules that this one calls each hold their part of
it: front_matter, body, choice_list, choice_fields, conditions. Here are the rules that need the whole file.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePath

from app.content.document import Document, parse_document
from app.content.ids import is_id
from app.content.memo import once
from app.content.problem import Problem, did_you_mean, quoted
from app.scenarios.format.body import Kind, Section, read_body
from app.scenarios.format.choice_list import check_last_route, check_one_kind, is_choice, is_route, read_items
from app.scenarios.format.codes import FILE_CODES
from app.scenarios.format.findings import Findings
from app.scenarios.format.front_matter import FrontMatter, read_front_matter
from app.scenarios.format.front_matter_models import ScenarioHead
from app.scenarios.scenario import CastMember, Ending, Scenario, Scene

STORED_AT_HAND = 256  # versions that are kept parsed


@dataclass(frozen=True)
class Parsed:
    """`scenario` is None where there is an error; `problems` are sorted by line and code."""

    scenario: Scenario | None
    problems: list[Problem]


def read_scenario(path: str, data: bytes, *, modules: Collection[str], sources: Collection[str]) -> Parsed:
    """Everything that can be known without playing: E001–E023, E031, E032 and E036."""
    document, problems = parse_document(path, data, FILE_CODES)
    findings = Findings(path, list(problems))
    _check_name(path, findings)
    scenario = _read(document, findings, modules, sources) if document else None
    found = sorted(set(findings.problems))
    return Parsed(None if found else scenario, found)


class _Anything(frozenset[str]):
    """Holds whatever it is asked for."""

    def __contains__(self, _name: object) -> bool:
        return True


@once(STORED_AT_HAND)
def read_stored(scenario: str, source: bytes) -> Scenario | None:
    """A version that was good when it was stored. Its module and sources may have gone since; that is all right.

    None where today's rules refuse it.
    """
    return read_scenario(f"{scenario}.md", source, modules=_Anything(), sources=_Anything()).scenario


def scenario_id(path: str) -> str:
    return PurePath(path).name.removesuffix(".md")


def _check_name(path: str, findings: Findings) -> None:
    if not is_id(scenario_id(path)):
        message = f"the file’s name {quoted(scenario_id(path))} must be an id: written-like-this.md"
        findings.fault(1, "E005", message)


def _read(
    document: Document, findings: Findings, modules: Collection[str], sources: Collection[str]
) -> Scenario | None:
    front = read_front_matter(document, findings, modules=modules, sources=sources)
    sections = read_body(document, front.cast if document.values_known else None, findings)
    scenes: dict[str, Scene] = {}
    endings: dict[str, Ending] = {}
    for section in sections[1:]:
        if section.id and (section.id in scenes or section.id in endings):
            findings.fault(section.line, "E010", f"the id “{section.id}” is used twice")
        if section.kind is Kind.ENDING:
            endings.setdefault(section.id, _ending(section, findings))
        else:
            scene = _scene(section, findings)
            if section.kind is Kind.SCENE:
                scenes.setdefault(section.id, scene)
    _check_targets(front, scenes, endings, findings)
    _check_flags(findings)
    if document.values_known:
        _check_start(front, sections, scenes, findings)
    return _scenario(document, front.head, sections[0], scenes, endings) if front.head else None


def _scene(section: Section, findings: Findings) -> Scene:
    choices, routes = read_items(section.lists, findings)
    one_kind = check_one_kind(section.lists, findings)
    seen = set()
    for choice in choices:
        if choice.id and choice.id in seen:
            findings.fault(choice.line, "E011", f"the choice’s id “{choice.id}” is used twice in this scene")
        seen.add(choice.id)
    if one_kind:
        check_last_route(routes, findings)
    if section.kind is Kind.SCENE and not (section.lists or section.numbered or section.cut_short):
        message = f"“{section.id}” is a dead end: give it choices or routes, or make it an ending"
        findings.fault(section.line, "E031", message)
    return Scene(
        section.id, section.heading, tuple(section.parts), section.line, tuple(choices), tuple(routes)
    )


def _ending(section: Section, findings: Findings) -> Ending:
    items = [item for items in section.lists for item in items]
    if any(is_choice(item) or is_route(item) for item in items):
        message = f"the ending “{section.id}” has choices or routes: an ending has no list"
        findings.fault(section.line, "E032", message)
    for item in items:
        if not is_choice(item) and not is_route(item):
            findings.fault(item.line, "E019", "an ending has no list: write a paragraph")
    return Ending(section.id, section.heading, tuple(section.parts), section.line)


def _check_targets(
    front: FrontMatter, scenes: Collection[str], endings: Collection[str], findings: Findings
) -> None:
    known = {*scenes, *endings}
    names = sorted(known)
    for target, line in findings.targets:
        if target not in known:
            message = f"there is no scene or ending {quoted(target)}{did_you_mean(target, names)}"
            findings.fault(line, "E012", message)
    if front.start and front.start not in scenes:
        what = "is an ending" if front.start in endings else "is no scene"
        hint = did_you_mean(front.start, sorted(scenes))
        findings.fault(front.start_line, "E012", f"start: {quoted(front.start)} {what}{hint}")


def _check_flags(findings: Findings) -> None:
    names = sorted(findings.flags_set)
    for flag, line in findings.flags_tested:
        if flag not in findings.flags_set:
            hint = did_you_mean(flag, names)
            findings.fault(line, "E022", f"no choice sets the flag “{flag}”{hint}")


def _check_start(
    front: FrontMatter, sections: list[Section], scenes: Collection[str], findings: Findings
) -> None:
    """A file without a scene has nothing to start with; where a heading is malformed that is said already."""
    malformed = any(section.kind is Kind.UNKNOWN for section in sections)
    if not scenes and not malformed and not front.start:
        findings.fault(1, "E012", "there is no scene to start with: begin one with “## <id>: <heading>”")


def _scenario(
    document: Document,
    head: ScenarioHead,
    briefing: Section,
    scenes: dict[str, Scene],
    endings: dict[str, Ending],
) -> Scenario:
    return Scenario(
        id=scenario_id(document.path),
        version=document.version,
        title=head.title,
        module=head.module,
        summary=head.summary,
        you=head.you,
        minutes=head.minutes,
        cast={name: CastMember(name, m.role, m.chair, " ".join(m.look)) for name, m in head.cast.items()},
        sources=tuple(head.sources),
        start=head.start or next(iter(scenes), ""),
        briefing=tuple(briefing.parts),
        scenes=scenes,
        endings=endings,
        no_clean_win=head.no_clean_win,
        phrase=head.phrase,
    )
