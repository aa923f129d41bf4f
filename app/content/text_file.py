"""The bytes of a content file as text: limits first, so that nothing else need fear its size or encoding."""

import re
from dataclasses import dataclass
from itertools import islice

from app.content.problem import Problem

LARGEST = 262_144  # bytes
MOST_MARKS = 20_000
"""Ten times what the longest scenario of the course has. Each costs up to 40 µs on its way to a page."""
_MARK = re.compile(r"[\n\\!#$%&*+\-:<=>@\[\]^_`{}~|]|\d[.)]\s")  # where Markdown or YAML has to look closer
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True)
class FileCodes:
    """The codes that a kind of content uses for the faults that any file can have."""

    front_matter: str
    encoding: str
    nul: str
    size: str
    raw_html: str


def read_text(path: str, data: bytes, codes: FileCodes) -> tuple[str, list[Problem]]:
    """The file's text with `\\n` at each line's end. The text is empty where there is a problem."""
    if len(data) > LARGEST:
        message = f"the file is larger than {LARGEST:,} bytes: split it"
        return "", [Problem(path, 1, codes.size, message)]
    problem = _encoding(path, data, codes) or _nul(path, data, codes)
    if problem:
        return "", [problem]
    text = one_line_end(data.decode().removeprefix(BYTE_ORDER_MARK))
    dense = _dense(path, text, codes)
    return ("", [dense]) if dense else (text, [])


def one_line_end(text: str) -> str:
    """CRLF and CR as LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _dense(path: str, text: str, codes: FileCodes) -> Problem | None:
    """Work grows with what may be markup, not with bytes: prose of the largest size is read in no time."""
    too_many = next(islice(_MARK.finditer(text), MOST_MARKS, None), None)
    if too_many is None:
        return None
    message = f"the file has more than {MOST_MARKS:,} lines, list items and marks such as * and [: split it"
    return Problem(path, 1 + text.count("\n", 0, too_many.start()), codes.size, message)


def _line_of(data: bytes, offset: int) -> int:
    before = data[:offset]
    return 1 + before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n")


def _encoding(path: str, data: bytes, codes: FileCodes) -> Problem | None:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        message = "the file is not UTF-8: save it as UTF-8"
        return Problem(path, _line_of(data, error.start), codes.encoding, message)
    return None


def _nul(path: str, data: bytes, codes: FileCodes) -> Problem | None:
    offset = data.find(b"\0")
    if offset < 0:
        return None
    return Problem(path, _line_of(data, offset), codes.nul, "the file holds a NUL character: remove it")
