"""The one file that a form may bring, read into memory within the form's own limits."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field

from starlette.datastructures import FormData, Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from app.errors import FourChairsError

LONGEST_NAME = 100  # characters
UNREADABLE = "The form could not be read. Go back and send it again."


class BadForm(FourChairsError):
    """The body is no form this site sends."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file: what its sender calls it, for a person to read and never as a path, and all of its bytes."""

    name: str
    bytes: bytes = field(repr=False)


async def read_parts(
    headers: Headers, body: bytes, *, fields: int, file: str
) -> tuple[list[tuple[str, str]], Upload | None]:
    """The text fields, and the file in the field `file`; none where the field was left empty. Raises `BadForm`."""
    parser = MultiPartParser(
        headers, _once(body), max_files=1, max_fields=fields, max_part_size=max(len(body), 1)
    )
    parser.spool_max_size = len(body) + 1  # the body is in memory already, so nothing goes to a disk
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError, ValueError):
        raise BadForm(UNREADABLE) from None
    try:
        return _sorted(form, file)
    finally:
        await form.close()


def _sorted(form: FormData, file: str) -> tuple[list[tuple[str, str]], Upload | None]:
    pairs, upload = [], None
    for name, value in form.multi_items():
        if isinstance(value, str):
            pairs.append((name, value))
        elif name == file:
            upload = _upload(value)
        else:
            raise BadForm(UNREADABLE)
    return pairs, upload


async def _once(body: bytes) -> AsyncGenerator[bytes]:
    yield body


def _upload(given: UploadFile) -> Upload | None:
    content = given.file.read()
    name = (given.filename or "").replace("\\", "/").rpartition("/")[2]
    plain = "".join(c for c in name if c.isprintable())[:LONGEST_NAME]
    return Upload(plain, content) if plain or content else None
