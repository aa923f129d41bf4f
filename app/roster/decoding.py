"""From the bytes of a file, or what was pasted, to text; whatever is no text is refused by what it is.

Spreadsheets write UTF-8, with or without its mark (BOM), UTF-16 with it, or Windows-1252, and say nothing about it.
Text that is UTF-8 by its bytes is never anything else by chance; so Windows-1252 is what remains.
"""

import codecs
import re

from app.errors import Refused

from .file_kinds import BINARY, kind_of_bytes, kind_of_text

LARGEST = 1024 * 1024  # bytes
EMPTY = "There is nothing in this file."
NOTHING = "Nothing was pasted. Copy the rows of a spreadsheet, or type a line for each person."
CONTROL_SHARE = 50  # one control character in so many letters, and it is no text
NO_MARK = "The letters of this file are in a form (UTF-16) whose mark is missing. Save it as “CSV UTF-8”."
UNKNOWN = "The letters of this file cannot be told for sure. Save it as “CSV UTF-8” and send that."

_MARKS = (  # the longer first: the mark of UTF-32 begins as that of UTF-16 does
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f\x7f]")
_LETTER_OF_MORE_BYTES = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_BYTE_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")


def decoded(content: bytes) -> str:
    """The text of an uploaded file. Raises `Refused` with what the file is, and what to do instead."""
    if not content:
        raise Refused(EMPTY)
    if kind := kind_of_bytes(content):
        raise Refused(kind)
    if len(content) > LARGEST:
        raise Refused(too_large(len(content)))
    return _table_text(_text(content), nothing=EMPTY)


def pasted(text: str) -> str:
    """What was typed or pasted. Raises `Refused`."""
    size = len(text.encode("utf-8", "replace"))
    if size > LARGEST:
        raise Refused(too_large(size))
    return _table_text(text, nothing=NOTHING)


def too_large(size: int) -> str:
    """The sentence about so many bytes."""
    return (
        f"This is {-(-size * 10 // LARGEST) / 10:.1f} MB; 1 MB fits. Split the list, or leave out the columns"
        " that nobody needs here."
    )


def _table_text(text: str, *, nothing: str) -> str:
    if "\0" in text or len(_CONTROL.findall(text)) * CONTROL_SHARE > len(text):
        raise Refused(BINARY)
    if not text.strip():
        raise Refused(nothing)
    if kind := kind_of_text(text):
        raise Refused(kind)
    return text.lstrip("\ufeff")


def _text(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _whole(content, encoding)
    if b"\0" in content:
        raise Refused(NO_MARK if _is_every_second(content) else BINARY)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _without_mark(content, error.start)


def _whole(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(encoding, "ignore")
        raise Refused(_damaged(before)) from None


def _without_mark(content: bytes, bad: int) -> str:
    """Windows-1252, unless most letters beyond ASCII are UTF-8: then one of those is broken."""
    good = sum(map(len, _LETTER_OF_MORE_BYTES.findall(content)))
    if good * 2 > len(_BYTE_BEYOND_ASCII.findall(content)):
        raise Refused(_damaged(content[:bad].decode("utf-8")))
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        raise Refused(UNKNOWN) from None


def _damaged(before: str) -> str:
    line = len(re.findall("\r\n|\r|\n", before)) + 1
    return f"A letter in line {line:,} of this file is damaged. Save the list anew, as “CSV UTF-8”."


def _is_every_second(content: bytes) -> bool:
    """Whether only even or only odd bytes are NUL, as in UTF-16 of a Western language."""
    even, odd = content[::2].count(0), content[1::2].count(0)
    return min(even, odd) == 0 and max(even, odd) * 4 > len(content)
