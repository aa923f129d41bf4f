"""YAML as plain values, with the line of every key and item.

PyYAML's safe loader does the reading. It is asked in two steps. Its events come first: they show anchors,
aliases and deep nesting before anything is built from them. Then its nodes, which still know their lines and
still hold a key that is given twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from app.content.problem import quoted

DEEPEST = 20
Place = tuple[str, ...]
Fault = tuple[int, str]

# Here the place where YAML gave up is the line after the fault; the place where the thing began is better.
_STARTS_AT_CONTEXT = (
    "while scanning a simple key",
    "while scanning a quoted scalar",
    "while parsing a flow mapping",
    "while parsing a flow sequence",
)
# For YAML these end a line too; a file's lines end with LF, CRLF or CR only.
_NO_LINE_ENDS = str.maketrans("\x85\u2028\u2029", "   ")
_PLAIN_TEXT = ("tag:yaml.org,2002:merge", "tag:yaml.org,2002:value")


@dataclass(frozen=True)
class Unreadable:
    """Stands for a scalar that YAML takes for a date or a number that cannot be: of no type at all."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass
class YamlValues:
    """Lines count from 1 in the text, those of `faults` too; the place ("cast", "Dana", "chair") is that of the key."""

    values: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read_yaml(text: str) -> YamlValues:
    """What cannot be read is a fault, at its line."""
    text = text.translate(_NO_LINE_ENDS)
    try:
        faults = list(_refused(text))
        if faults:
            return YamlValues(faults=faults)
        return _Reader(text).read()
    except yaml.YAMLError as error:
        return YamlValues(faults=[_fault(text, error)])


def _refused(text: str) -> Iterator[Fault]:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = _line(event.start_mark)
        if getattr(event, "anchor", None) is not None:
            yield line, "anchors and aliases are not allowed: write the value out"
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            yield line, f"nested more than {DEEPEST} deep"
            return


class _Reader:
    def __init__(self, text: str) -> None:
        self.loader = yaml.CSafeLoader(text)
        self.result = YamlValues()

    def read(self) -> YamlValues:
        root = self.loader.get_single_node()
        if root is not None:
            self.result.lines[()] = _line(root.start_mark)
            self.result.values = self._value(root, ())
        return self.result

    def _value(self, node: yaml.Node, place: Place) -> Any:
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return self._sequence(node, place)
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        self._check_tag(node, "tag:yaml.org,2002:map")
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = _line(key_node.start_mark)
            if not isinstance(key_node, yaml.ScalarNode):
                self.result.faults.append((line, "a key must be a word, not a list or a mapping"))
                continue
            self._scalar(key_node)
            key = key_node.value
            if key in values:
                self.result.faults.append((line, f"{quoted(key)} is given twice"))
                continue
            self.result.lines[*place, key] = line
            values[key] = self._value(value_node, (*place, key))
        return values

    def _sequence(self, node: yaml.SequenceNode, place: Place) -> list[Any]:
        self._check_tag(node, "tag:yaml.org,2002:seq")
        values = []
        for number, item in enumerate(node.value):
            self.result.lines[*place, str(number)] = _line(item.start_mark)
            values.append(self._value(item, (*place, str(number))))
        return values

    def _scalar(self, node: yaml.Node) -> Any:
        if node.tag in _PLAIN_TEXT:
            return node.value
        try:
            return self.loader.construct_object(node, deep=True)
        except (ValueError, OverflowError, ArithmeticError):
            return Unreadable(str(node.value))

    def _check_tag(self, node: yaml.Node, tag: str) -> None:
        if node.tag != tag:
            self.result.faults.append((_line(node.start_mark), f"the tag {quoted(node.tag)} is not allowed"))


def _line(mark: Any) -> int:
    return int(mark.line) + 1


def _fault(text: str, error: yaml.YAMLError) -> Fault:
    if isinstance(error, yaml.reader.ReaderError):
        before = text.encode()[: error.position]
        return 1 + before.count(b"\n"), "a character that YAML does not allow"
    if not isinstance(error, yaml.MarkedYAMLError):
        return 1, str(error)
    mark = error.problem_mark or error.context_mark
    if error.context_mark and str(error.context).startswith(_STARTS_AT_CONTEXT):
        mark = error.context_mark
    line = _line(mark) if mark else 1
    return min(
        line, 1 + text.count("\n")
    ), f"not valid YAML: {' '.join(str(error.problem or error.context).split())}"
