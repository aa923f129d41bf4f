"""Which part each section of a lesson is, told by its containers, and whether all parts stand in order."""

from dataclasses import dataclass, field
from difflib import get_close_matches

from app.content.markdown import render_inline
from app.content.problem import did_you_mean
from app.content.speech import one_line
from app.lessons.format.faults import Faults, shown
from app.lessons.format.outline import Container, Node, Outline, RawSection, Source
from app.lessons.lesson import Section
from app.lessons.part import CONTAINERS, PARTS, SEVERAL, Part


@dataclass
class Layout:
    """`containers` are all of a part's, wherever they stand; `lines` is where its section begins."""

    sections: list[Section] = field(default_factory=list)
    containers: dict[Part, list[Container]] = field(default_factory=dict)
    lines: dict[Part, int] = field(default_factory=dict)

    def of(self, part: Part) -> list[Container]:
        return self.containers.get(part, [])


def lay_out(outline: Outline, source: Source, faults: Faults) -> Layout:
    layout = Layout()
    mistaken = _sort(outline, layout, faults)
    placed = [(part, raw) for raw in outline.sections if (part := _part(raw, faults)) is not None]
    for number, (part, raw) in enumerate(placed):
        layout.lines.setdefault(part, raw.line)
        if any(part is earlier for earlier, _ in placed[:number]):
            faults.add(raw.line, "L133", f"the lesson has its {part} already, on line {layout.lines[part]}")
        layout.sections.append(_section(raw, part, source))
    _name_disorder(layout, faults)
    for part in PARTS:
        if part is not Part.RECALL and part not in layout.containers and part not in mistaken:
            faults.add(1, "L132", f"the lesson has no {part}: add ::: {_kind(part)}")
    return layout


def _kind(part: Part) -> str:
    return next(kind for kind, its in CONTAINERS.items() if its is part)


def _sort(outline: Outline, layout: Layout, faults: Faults) -> set[Part]:
    """Every container to its part; gives the parts that a misspelled kind was probably meant for."""
    mistaken = set()
    everywhere = [outline.lede, *(section.items for section in outline.sections)]
    for container in (item for items in everywhere for item in items if isinstance(item, Container)):
        if container.kind in CONTAINERS:
            layout.containers.setdefault(CONTAINERS[container.kind], []).append(container)
            continue
        hint = did_you_mean(container.kind, CONTAINERS)
        faults.add(container.line, "L140", f"unknown container “{shown(container.kind)}”{hint}")
        mistaken |= {CONTAINERS[kind] for kind in get_close_matches(container.kind[:40], CONTAINERS, n=1)}
    for item in outline.lede:
        if isinstance(item, Container):
            faults.add(
                item.line, "L143", "a container belongs into a section: put a line ## id: Heading above"
            )
    return mistaken


def _part(raw: RawSection, faults: Faults) -> Part | None:
    """The part of the section’s first container; whatever does not go with it is a fault."""
    if not raw.containers:
        faults.add(raw.line, "L135", "this section is no part of the lesson: it has no container")
    known = [container for container in raw.containers if container.kind in CONTAINERS]
    if not known:
        return None
    part = CONTAINERS[known[0].kind]
    for container in known[1:]:
        if CONTAINERS[container.kind] is not part:
            faults.add(container.line, "L136", f"this section is the {part}: give {container.kind} its own")
        elif part not in SEVERAL:
            faults.add(container.line, "L133", f"the lesson has its {part} already, on line {known[0].line}")
    for node in _split(raw)[1]:
        faults.at(node, "L136", "put this text above the first container or below the last")
    return part


def _split(raw: RawSection) -> tuple[list[Node], list[Node], list[Node]]:
    """The section’s own text: above, between and below its containers."""
    at = [n for n, item in enumerate(raw.items) if isinstance(item, Container)]
    spans = (raw.items[: at[0]], raw.items[at[0] : at[-1]], raw.items[at[-1] :])
    above, between, below = ([item for item in span if isinstance(item, Node)] for span in spans)
    return above, between, below


def _section(raw: RawSection, part: Part, source: Source) -> Section:
    above, _, below = _split(raw)
    heading = render_inline(one_line(raw.heading))
    return Section(raw.id, part, heading, source.html(above), source.html(below))


def _name_disorder(layout: Layout, faults: Faults) -> None:
    """The fewest sections that would have to move are out of order; of two that are swapped, the second."""
    found = list(layout.lines)
    kept: list[list[Part]] = []
    for part in found:
        before = [run for run in kept if PARTS.index(run[-1]) < PARTS.index(part)]
        kept.append([*max(before, key=len, default=[]), part])
    in_order = max(kept, key=len, default=[])
    for part in found:
        if part not in in_order:
            faults.add(layout.lines[part], "L134", f"{part} is out of order: a lesson has {', '.join(PARTS)}")
