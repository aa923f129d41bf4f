"""A content file taken apart: front matter with a line for every key, and a Markdown body."""

import hashlib
from dataclasses import dataclass, field, replace
from typing import Any

from app.content.markdown import raw_html_lines
from app.content.problem import Problem
from app.content.text_file import FileCodes, read_text
from app.content.yaml_values import Place, read_yaml

FENCE = "---"


@dataclass(frozen=True)
class Document:
    """`lines` gives the file's line of each key and list item: ("cast", "Dana", "chair"), ("sources", "0").

    `values_known` is false where the front matter has an error of its own: what is missing from `values` may
    then be in the file all the same. `version` is the SHA-256 of the file's bytes, in hex.
    """

    path: str
    version: str
    body: str
    body_line: int
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[Place, int] = field(default_factory=dict)
    values_known: bool = True

    def line(self, *place: str) -> int:
        """The line of a key; where it is missing, that of the nearest thing around it, which at the top is line 1."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines[place] if place else 1


def parse_document(path: str, data: bytes, codes: FileCodes) -> tuple[Document | None, list[Problem]]:
    """No document where the file cannot be read or where nobody can tell where its body begins."""
    text, problems = read_text(path, data, codes)
    if problems:
        return None, problems
    version = hashlib.sha256(data).hexdigest()
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return _without_front_matter(path, version, text, codes)
    end = next((n for n, line in enumerate(lines) if n and line.rstrip() == FENCE), None)
    if end is None:
        message = "the front matter is not closed: put a line --- after it"
        return None, [Problem(path, 1, codes.front_matter, message)]
    body = "\n".join(lines[end + 1 :])
    bare = Document(path, version, body, body_line=end + 2)
    document, problems = _with_values(bare, "\n".join(lines[1:end]), codes)
    return document, problems + _raw_html(document, codes)


def _without_front_matter(
    path: str, version: str, text: str, codes: FileCodes
) -> tuple[Document | None, list[Problem]]:
    message = "the front matter is missing: begin the file with a line ---"
    document = Document(path, version, text, 1, values_known=False)
    problems = [Problem(path, 1, codes.front_matter, message), *_raw_html(document, codes)]
    misplaced = any(line.strip() == FENCE for line in text.split("\n"))
    return None if misplaced else document, problems


def _with_values(bare: Document, front: str, codes: FileCodes) -> tuple[Document, list[Problem]]:
    read = read_yaml(front)
    faults = read.faults
    if not isinstance(read.values, dict | None) and not faults:
        faults = [(read.lines[()], "the front matter must be lines of the form key: value")]
    values = read.values if isinstance(read.values, dict) else {}
    lines = {place: line + 1 for place, line in read.lines.items()}
    document = replace(bare, values=values, lines=lines, values_known=not faults)
    return document, [Problem(bare.path, line + 1, codes.front_matter, message) for line, message in faults]


def _raw_html(document: Document, codes: FileCodes) -> list[Problem]:
    message = "raw HTML is not allowed: write Markdown, or put a tag’s name in `backticks`"
    return [
        Problem(document.path, document.body_line + line, codes.raw_html, message)
        for line in raw_html_lines(document.body)
    ]
