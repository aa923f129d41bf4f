"""What a file that is no list of people is, by its first bytes, as the person who sent it would say it."""

from dataclasses import dataclass

SAVE_AS = "Save its sheet as “CSV UTF-8” and send that, or copy the cells and paste them."
PICTURE = "This is a picture, not a list of people."
SOUND = "This is a sound file, not a list of people."
FILM = "This is a film, not a list of people."
PDF = "This is a PDF, not a table. Ask for the list as a spreadsheet or CSV, or copy its rows and paste them."
EXCEL = f"This is an Excel workbook, not plain text. {SAVE_AS}"
OLD_EXCEL = f"This is an Excel workbook of the older kind (.xls), not plain text. {SAVE_AS}"
OPEN_DOCUMENT = f"This is an OpenDocument spreadsheet, not plain text. {SAVE_AS}"
NUMBERS = f"This is a Numbers spreadsheet, not plain text. {SAVE_AS}"
LOCKED = f"This is an Office file that is locked with a password. Open it first. {SAVE_AS}"
DOCUMENT = "This is a text document, not a table. Copy its table and paste it, or save it as CSV."
OLD_OFFICE = f"This is an Office file of the older kind, not plain text. {SAVE_AS}"
ARCHIVE = "This is a packed archive, not a list of people. Unpack it and send the CSV file in it."
DATABASE = "This is a database, not a list of people. Export the table as CSV."
PROGRAM = "This is a program, not a list of people."
WEB_PAGE = "This is a web page, not a list of people. Copy its table and paste it, or save it as CSV."
XML = "This is XML, not a table with a row for each person. Save it as CSV."
JSON = "This is JSON, not a table with a row for each person. Save it as CSV."
CONTACTS = "These are contact cards (vCard), not a table. Export the contacts as CSV."
BINARY = "This file is not text, so there is no list of people in it."

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Signature:
    """Bytes at a place by which a kind of file is known; `is_text` where a list could begin with them by chance."""

    begins: bytes
    sentence: str
    at: int = 0
    is_text: bool = False

    def fits(self, content: bytes) -> bool:
        """A list of people has no NUL; a file of these kinds always has some."""
        return content.startswith(self.begins, self.at) and not (self.is_text and b"\0" not in content)


SIGNATURES = (
    Signature(b"\x89PNG", PICTURE),
    Signature(b"\xff\xd8\xff", PICTURE),
    Signature(b"GIF87a", PICTURE),
    Signature(b"GIF89a", PICTURE),
    Signature(b"BM", PICTURE, is_text=True),
    Signature(b"II*\0", PICTURE),
    Signature(b"MM\0*", PICTURE),
    Signature(b"WEBP", PICTURE, at=8, is_text=True),
    Signature(b"8BPS\0", PICTURE),
    Signature(b"\0\0\1\0", PICTURE),
    *(Signature(b"ftyp" + brand, PICTURE, at=4) for brand in (b"heic", b"heix", b"mif1", b"msf1", b"avif")),
    Signature(b"%PDF-", PDF),
    Signature(b"ID3", SOUND, is_text=True),
    *(Signature(b"\xff" + frame, SOUND) for frame in (b"\xfb", b"\xfa", b"\xf3", b"\xf2", b"\xf1", b"\xf9")),
    Signature(b"OggS", SOUND, is_text=True),
    Signature(b"fLaC", SOUND, is_text=True),
    Signature(b"WAVE", SOUND, at=8, is_text=True),
    Signature(b"MThd\0", SOUND),
    Signature(b"AIFF", SOUND, at=8, is_text=True),
    Signature(b"#!AMR", SOUND),
    Signature(b"ftypM4A", SOUND, at=4),
    Signature(b"ftyp", FILM, at=4, is_text=True),
    Signature(b"AVI ", FILM, at=8, is_text=True),
    Signature(b"\x1aE\xdf\xa3", FILM),
    Signature(b"\0\0\1\xba", FILM),
    Signature(b"\x1f\x8b", ARCHIVE),
    Signature(b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    Signature(b"Rar!\x1a", ARCHIVE),
    Signature(b"BZh", ARCHIVE, is_text=True),
    Signature(b"\xfd7zXZ", ARCHIVE),
    Signature(b"\x28\xb5\x2f\xfd", ARCHIVE),
    Signature(b"SQLite format 3\0", DATABASE),
    Signature(b"\0\1\0\0Standard ", DATABASE),
    Signature(b"MZ", PROGRAM, is_text=True),
    Signature(b"\x7fELF", PROGRAM),
    Signature(b"{\\rtf", DOCUMENT),
)

_IN_ZIP = (
    (b"xl/workbook", EXCEL),
    (b"opendocument.spreadsheet", OPEN_DOCUMENT),
    (b"Index/Tables/", NUMBERS),
    (b"word/document", DOCUMENT),
    (b"opendocument.text", DOCUMENT),
)
_IN_OLE = (("EncryptedPackage", LOCKED), ("Workbook", OLD_EXCEL), ("WordDocument", DOCUMENT))
_TEXTS = (
    ("<!doctype html", WEB_PAGE),
    ("<html", WEB_PAGE),
    ("<head", WEB_PAGE),
    ("<body", WEB_PAGE),
    ("<table", WEB_PAGE),
    ("<svg", PICTURE),
    ("<?xml", XML),
    ("begin:vcard", CONTACTS),
)
_WHERE_JSON_BEGINS = ('{"', '[{"', '[["', "{'")


def kind_of_bytes(content: bytes) -> str:
    """The sentence about a file that is no text, or nothing."""
    if content.startswith(b"PK\x03\x04"):
        return next((sentence for name, sentence in _IN_ZIP if name in content), ARCHIVE)
    if content.startswith(_OLE):
        return next((kind for name, kind in _IN_OLE if name.encode("utf-16-le") in content), OLD_OFFICE)
    return next((one.sentence for one in SIGNATURES if one.fits(content)), "")


def kind_of_text(text: str) -> str:
    """The sentence about text that is no table, or nothing."""
    start = text[:2000].lstrip().lower()
    if start.startswith("<?xml"):
        return next((kind for mark, kind in (("<svg", PICTURE), ("<html", WEB_PAGE)) if mark in start), XML)
    if "".join(start.split()).startswith(_WHERE_JSON_BEGINS):
        return JSON
    return next((sentence for begins, sentence in _TEXTS if start.startswith(begins)), "")
