"""The body of a scenario as Markdown blocks: briefing, scenes and endings with their text and their lists.

    ## desk: Dana is at your desk           a scene
    ## ending alone: Noon                   an ending

Each other heading is an error; what follows it belongs to no scene. The text before the first heading is the
briefing. Paragraphs are narration or, where they begin `**Name** (tone): words`, speech. The lists of a scene
are kept as they are here; what their items mean is for others to say.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from markdown_it.tree import SyntaxTreeNode

from app.content.document import Document
from app.content.ids import is_id
from app.content.markdown import block_tokens
from app.content.problem import did_you_mean, quoted
from app.content.speech import one_line, read_speech
from app.scenarios.format.findings import Findings
from app.scenarios.scenario import Narration, Part, Speech

_HEADING = re.compile(r"(?P<ending>ending\s+)?(?P<id>[^\s:]+):\s+(?P<heading>\S.*)", re.DOTALL)


class Kind(StrEnum):
    BRIEFING = "briefing"
    SCENE = "scene"
    ENDING = "ending"
    UNKNOWN = "unknown"


@dataclass
class Item:
    """A list item. `text` is its first paragraph on one line; `strays`: lines of what has no place in it."""

    line: int
    text: str = ""
    fields: list["Item"] = field(default_factory=list)
    strays: list[int] = field(default_factory=list)


@dataclass
class Section:
    """`cut_short`: a malformed heading ended it, so nobody knows what the author meant it to hold."""

    kind: Kind
    line: int
    id: str = ""
    heading: str = ""
    parts: list[Part] = field(default_factory=list)
    lists: list[list[Item]] = field(default_factory=list)
    numbered: bool = False
    cut_short: bool = False


def read_body(document: Document, cast: Collection[str] | None, findings: Findings) -> list[Section]:
    """The briefing first, then what the headings begin. Speakers go unchecked where `cast` is not known."""
    reader = _Reader(document, cast, findings)
    tree = SyntaxTreeNode(block_tokens(document.body))
    for node in tree.children:
        reader.read(node)
    return reader.sections


class _Reader:
    def __init__(self, document: Document, cast: Collection[str] | None, findings: Findings) -> None:
        self.first = document.body_line
        self.lines = document.body.split("\n")
        self.cast = cast
        self.findings = findings
        self.sections = [Section(Kind.BRIEFING, self.first)]

    @property
    def section(self) -> Section:
        return self.sections[-1]

    def read(self, node: SyntaxTreeNode) -> None:
        if node.type == "heading":
            self.heading(node)
            return
        self.nested_headings(node)
        if node.type == "ordered_list" and self.section.kind is not Kind.BRIEFING:
            self.section.numbered = True
            self.findings.fault(self.line(node), "E019", "a numbered list is never read: begin items with -")
        elif node.type == "bullet_list" and self.section.kind is not Kind.BRIEFING:
            self.section.lists.append([self.item(item) for item in node.children])
        else:
            self.section.parts.append(self.part(node))

    def line(self, node: SyntaxTreeNode) -> int:
        return self.first + (node.map[0] if node.map else 0)

    def heading(self, node: SyntaxTreeNode) -> None:
        text = _paragraph(node)
        found = _HEADING.fullmatch(text) if node.markup == "##" else None
        if found and is_id(found["id"]):
            kind = Kind.ENDING if found["ending"] else Kind.SCENE
            self.sections.append(Section(kind, self.line(node), found["id"], one_line(found["heading"])))
            return
        self.malformed(self.line(node), text)
        self.section.cut_short = True
        self.sections.append(Section(Kind.UNKNOWN, self.line(node)))

    def nested_headings(self, node: SyntaxTreeNode) -> None:
        for inner in node.walk(include_self=False):
            if inner.type == "heading":
                self.malformed(self.line(inner), _paragraph(inner))

    def malformed(self, line: int, text: str) -> None:
        forms = "“## <id>: <heading>” or “## ending <id>: <heading>”"
        self.findings.fault(line, "E005", f"the heading {quoted(text)} must be {forms}, at the margin")

    def part(self, node: SyntaxTreeNode) -> Part:
        said = read_speech(_paragraph(node)) if node.type == "paragraph" else None
        if said is None:
            return Narration(self.raw(node))
        if self.cast is not None and said.speaker not in self.cast:
            hint = did_you_mean(said.speaker, self.cast)
            self.findings.fault(self.line(node), "E020", f"{quoted(said.speaker)} is not in the cast{hint}")
        return Speech(said.speaker, said.tone, said.words)

    def raw(self, node: SyntaxTreeNode) -> str:
        start, end = node.map or (0, 0)
        return "\n".join(self.lines[start:end]).strip("\n")

    def item(self, node: SyntaxTreeNode) -> Item:
        item = Item(self.line(node))
        for number, child in enumerate(node.children):
            if child.type == "paragraph" and number == 0:
                item.text = one_line(_paragraph(child))
            elif child.type == "bullet_list":
                item.fields += [self.item(inner) for inner in child.children]
            else:
                item.strays.append(self.line(child))
        return item


def _paragraph(node: SyntaxTreeNode) -> str:
    return "".join(_contents(node)).strip()


def _contents(node: SyntaxTreeNode) -> Iterator[str]:
    return (inner.content for inner in node.children if inner.type == "inline")
