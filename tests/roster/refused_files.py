"""Files that hold no list of people, and how the refusal of each begins."""

import io
import zipfile

from .files import File, text, written


def zipped(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, "application/vnd.oasis.opendocument.spreadsheet" * (name == "mimetype"))
    return packed.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64)
MANY = "".join(f"Person {n},p{n}@example.org,{n}\n" for n in range(5001))

REFUSED = [
    File("nothing", b"", (), refusal="There is nothing in this file."),
    File("blanks", b"\xef\xbb\xbf \r\n\t", (), refusal="There is nothing in this file."),
    File("PNG", b"\x89PNG\r\n\x1a\n" + bytes(99), (), refusal="This is a picture, not a list of people."),
    File("JPEG", b"\xff\xd8\xff\xe0\0\x10JFIF", (), refusal="This is a picture, not a list of people."),
    File("a large picture", b"\xff\xd8\xff" + bytes(3 << 20), (), refusal="This is a picture"),
    File("SVG", b'<?xml version="1.0"?>\n<svg xmlns="x">', (), refusal="This is a picture"),
    File("PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", (), refusal="This is a PDF"),
    File(
        "XLSX", zipped("[Content_Types].xml", "xl/workbook.xml"), (), refusal="This is an Excel workbook, not"
    ),
    File("ODS", zipped("mimetype", "content.xml"), (), refusal="This is an OpenDocument spreadsheet"),
    File("DOCX", zipped("word/document.xml"), (), refusal="This is a text document"),
    File("ZIP", zipped("people.csv"), (), refusal="This is a packed archive"),
    File(
        "XLS", OLE + "Workbook".encode("utf-16-le"), (), refusal="This is an Excel workbook of the older kind"
    ),
    File(
        "locked",
        OLE + "EncryptedPackage".encode("utf-16-le"),
        (),
        refusal="This is an Office file that is locked",
    ),
    File("MP3", b"ID3\x03\0\0\0" + bytes(20), (), refusal="This is a sound file"),
    File("WAV", b"RIFF\x24\0\0\0WAVEfmt ", (), refusal="This is a sound file"),
    File("MP4", b"\0\0\0\x18ftypmp42" + bytes(9), (), refusal="This is a film"),
    File("HTML", b"\n<!DOCTYPE html><table>", (), refusal="This is a web page"),
    File("JSON", b'[\n {"name": "Dana"}]', (), refusal="This is JSON"),
    File("vCard", b"BEGIN:VCARD\r\nFN:Dana", (), refusal="These are contact cards"),
    File("chance", bytes(range(256)), (), refusal="This file is not text"),
    File(
        "UTF-16 without its mark",
        written().encode("utf-16-le"),
        (),
        refusal="The letters of this file are in a form",
    ),
    File(
        "UTF-8, cut",
        "Name,No\nZoë,1\nZo".encode() + b"\xc3",
        (),
        refusal="A letter in line 3 of this file is damaged",
    ),
    File("UTF-16, cut", b"\xff\xfe" + "a,1\nb".encode("utf-16-le") + b"\0", (), refusal="A letter in line 2"),
    File(
        "no known letters", b"Name,No\nZo\x81\x90,1\n", (), refusal="The letters of this file cannot be told"
    ),
    File("more than 1 MB", b"a" * (1 << 20) + b"b", (), refusal="This is 1.1 MB; 1 MB fits."),
    text(
        "5,001 rows",
        "name,address,number\n" + MANY,
        refusal="5,001 rows; 5,000 fit. Split the file, or leave the last ones out.",
    ),
    text(
        "prose", "Hello, please add Dana and Leila; thank you.", refusal="This list has no column of numbers"
    ),
    text("titles alone", "name,address\n", refusal="There are titles in this list and nobody below them."),
    text("names alone", "Name\nDana\nLeila\n", refusal="This list has no column of numbers or addresses"),
]
