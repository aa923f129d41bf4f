"""Lists inside a container: items with an id, and fields.

- [id] words
  - field: words
  - field
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from app.content.ids import is_id
from app.content.problem import did_you_mean
from app.content.speech import one_line
from app.lessons.format.faults import Faults, id_advice, name_duplicates, shown
from app.lessons.format.outline import Node

_ITEM = re.compile(r"\[([^\]]*)\](.*)", re.DOTALL)


@dataclass(frozen=True)
class Field:
    name: str
    words: str
    line: int


@dataclass
class Item:
    """`id` is empty where it is malformed. What may be in `fields` depends on the item."""

    id: str
    words: str
    line: int
    fields: list[Field] = field(default_factory=list)


def list_items(nodes: list[Node], faults: Faults) -> Iterator[Node]:
    """The items of all bulleted lists among the nodes; anything else among them is a fault."""
    for node in nodes:
        if node.type == "bullet_list":
            yield from node.children
        else:
            faults.at(node, "L144", "only a list with bullets belongs here")


def item_text(item: Node) -> str:
    """The item’s own words, joined to one line."""
    first = item.children[0] if item.children else None
    return one_line(first.children[0].content) if first is not None and first.type == "paragraph" else ""


def below(item: Node) -> list[Node]:
    """What stands in an item below its own words."""
    return item.children[1:] if item_text(item) else item.children


def read_items(nodes: list[Node], faults: Faults) -> list[Item]:
    """Items of the form `[id] words`, with their fields."""
    items = [_read_item(node, faults) for node in list_items(nodes, faults)]
    name_duplicates([(item.id, item.line) for item in items if item.id], faults)
    return items


def _read_item(node: Node, faults: Faults) -> Item:
    found = _ITEM.match(item_text(node))
    line = faults.line(node)
    given, words = (found[1], found[2].strip()) if found else ("", "")
    if not found:
        faults.add(line, "L150", "an item begins with its id in brackets: - [id] words")
    elif not is_id(given):
        faults.add(line, "L150", id_advice(given))
    elif not words:
        faults.add(line, "L150", f"“{given}” has no words")
    fields = [read_field(inner, faults) for inner in list_items(below(node), faults)]
    return Item(given if is_id(given) else "", words, line, fields)


def read_field(node: Node, faults: Faults) -> Field:
    name, _, words = item_text(node).partition(":")
    for inner in below(node):
        faults.at(inner, "L144", "nothing belongs below a field")
    return Field(name.strip(), words.strip(), faults.line(node))


@dataclass(frozen=True)
class Fields:
    """Fields by name, for the names that are known; each but `many` at most once."""

    found: dict[str, list[Field]]

    def words(self, name: str) -> str:
        return self.found[name][0].words if name in self.found else ""

    def __contains__(self, name: str) -> bool:
        return name in self.found


def sort_fields(
    fields: list[Field], known: Collection[str], faults: Faults, *, unknown: str = "L151", many: str = ""
) -> Fields:
    """`unknown` is the code for a name that is not known; the field `many` may be given more than once."""
    found: dict[str, list[Field]] = {}
    for one in fields:
        if one.name not in known:
            kind = "chair" if unknown == "L155" else "field"
            faults.add(
                one.line, unknown, f"unknown {kind} “{shown(one.name)}”{did_you_mean(one.name, known)}"
            )
        elif one.name in found and one.name != many:
            faults.add(one.line, "L152", f"“{one.name}” is given twice")
        else:
            found.setdefault(one.name, []).append(one)
    return Fields(found)


def need_words(fields: Fields, names: Collection[str], faults: Faults) -> None:
    for name in names:
        for one in fields.found.get(name, ()):
            if not one.words:
                faults.add(one.line, "L159", f"“{name}” says nothing: write {name}: words")
