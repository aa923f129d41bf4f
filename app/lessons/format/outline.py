"""A lesson’s body taken apart into its lede, sections and containers.

    ## desk: At your desk        a section: its id, its heading

    Ordinary Markdown.

    ::: check first-line         a container: its kind, and what that kind asks for
    …
    :::

Containers do not nest, and a heading ends one, so that a forgotten `:::` is one fault and not twenty.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.container import container_plugin

from app.content.ids import is_id
from app.content.markdown import DEEPEST, render_block
from app.lessons.format.faults import Faults, id_advice, shown

Node = SyntaxTreeNode
_HEADING = re.compile(r"([^\s:]+)\s*:\s*(\S.*)", re.DOTALL)
_CONTAINER = "container_any"


def _structure() -> MarkdownIt:
    """Finds blocks and their lines only; all text is rendered by the one Markdown of the house."""
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST})
    parser.disable(["reference", "inline"])
    return parser.use(container_plugin, "any", validate=lambda _params, _markup: True)


_STRUCTURE = _structure()


@dataclass
class Container:
    """`kind` and `words` are those of its opening line, `::: kind words`."""

    kind: str
    words: str
    line: int
    nodes: list[Node] = field(default_factory=list)


@dataclass
class RawSection:
    """A section as written; `id` is empty where its heading is malformed."""

    id: str
    heading: str
    line: int
    items: list[Node | Container] = field(default_factory=list)

    @property
    def containers(self) -> list[Container]:
        return [item for item in self.items if isinstance(item, Container)]


@dataclass
class Outline:
    lede: list[Node | Container]
    sections: list[RawSection]


class _Reader:
    def __init__(self, body: str, faults: Faults) -> None:
        self.lines = body.split("\n")
        self.faults = faults
        self.outline = Outline([], [])
        self.open: Container | None = None

    def read(self, nodes: list[Node]) -> None:
        for node in nodes:
            if node.type == _CONTAINER:
                self.container(node)
            elif node.type == "heading":
                self.heading(node)
            else:
                self.buried(node)
                (self.items if self.open is None else self.open.nodes).append(node)

    @property
    def items(self) -> list[Node | Container]:
        return self.outline.sections[-1].items if self.outline.sections else self.outline.lede

    def container(self, node: Node) -> None:
        kind, _, words = node.info.strip().partition(" ")
        if not kind:
            self.faults.at(node, "L143", "this ::: closes nothing: remove it, or open a container before it")
            return self.read(node.children)
        self.unclosed()
        mine = self.open = Container(kind, words.strip(), self.faults.line(node))
        self.items.append(mine)
        self.read(node.children)
        if self.open is mine:
            if not self.ends_with_close(node):
                return self.unclosed()
            self.open = None
        return None

    def ends_with_close(self, node: Node) -> bool:
        end = node.map[1] if node.map else len(self.lines)
        return end < len(self.lines) and set(self.lines[end].strip()) == {":"}

    def unclosed(self) -> None:
        if self.open is not None:
            opened = f"::: {shown(self.open.kind)}"
            self.faults.add(self.open.line, "L141", f"{opened} is not closed: put a line ::: after it")
            self.open = None

    def heading(self, node: Node) -> None:
        text = node.children[0].content if node.children else ""
        found = _HEADING.fullmatch(text)
        if node.tag != "h2" or node.markup != "##":
            self.faults.at(node, "L130", "the only headings are those of sections: ## id: Heading")
            return
        self.unclosed()
        line = self.faults.line(node)
        if not found:
            self.faults.add(line, "L130", "a section’s heading is written ## id: Heading")
        elif not is_id(found[1]):
            self.faults.add(line, "L130", id_advice(found[1]))
        self.outline.sections.append(RawSection(found[1] if found else "", found[2] if found else text, line))

    def buried(self, node: Node) -> None:
        for inner in node.walk():
            if inner.type == _CONTAINER:
                self.faults.at(inner, "L143", "a container stands by itself, not in a list or quotation")
            elif inner.type == "heading":
                self.faults.at(inner, "L130", "a heading stands by itself, not in a list or quotation")


def read_outline(body: str, faults: Faults) -> Outline:
    reader = _Reader(body, faults)
    reader.read(SyntaxTreeNode(_STRUCTURE.parse(body)).children)
    reader.unclosed()
    return reader.outline


@dataclass(frozen=True)
class Source:
    """The body’s text, from which nodes are rendered as they were written."""

    lines: tuple[str, ...]

    def html(self, nodes: Sequence[Node]) -> str:
        """Of neighbors, from the first to the last."""
        spans = [node.map for node in nodes if node.map]
        return render_block("\n".join(self.lines[spans[0][0] : spans[-1][1]])) if spans else ""
