"""A form's body, read once, bounded by its route, and checked before anything sees it."""

from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar, get_origin
from urllib.parse import parse_qsl

from fastapi import Depends
from pydantic import BaseModel, ValidationError
from starlette.requests import Request

from app.errors import FourChairsError, InvalidForm
from app.web.uploads import UNREADABLE, BadForm, Upload, read_parts

Model = TypeVar("Model", bound=BaseModel)


TOO_LARGE = "That is more than this site can take. Shorten it and send it again."


class TooLargeForm(FourChairsError):
    """The body is larger than this form may be."""


@dataclass(frozen=True, slots=True)
class FormLimits:
    """What a route's form may be: bytes of the whole body, fields, and the name of the field that holds a file."""

    bytes: int = 64 * 1024
    fields: int = 64
    file: str = ""


LIMITS = FormLimits()
ZONE = "browser_time_zone"
"""A field that the page's script adds to any form, for no form to ask for; it is handed on with the request."""
LARGEST = 16 * 1024 * 1024
"""Bytes that no form of this site may be larger than; whatever says it is, is refused before any route."""


class Form(dict[str, str]):
    """Field name → value; the last one given counts, and `every` has all of them. `upload` is the file, if any."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = (), upload: Upload | None = None) -> None:
        self.every: dict[str, list[str]] = {}
        for name, value in pairs:
            self.every.setdefault(name, []).append(value)
        self.upload = upload
        super().__init__((name, values[-1]) for name, values in self.every.items())

    def into(self, model: type[Model], **context: object) -> Model:
        """The form as `model`, which forbids unknown fields; its validators know `context`. Raises `InvalidForm`."""
        try:
            return model.model_validate(self._values(model), context=context)
        except ValidationError as error:
            raise InvalidForm(
                {str(f["loc"][0]) if f["loc"] else "": _sentence(f["msg"]) for f in error.errors()}
            ) from None

    def take(self, name: str) -> str:
        """The value, which is no longer in the form; empty where it was not."""
        self.every.pop(name, None)
        return self.pop(name, "")

    def _values(self, model: type[BaseModel]) -> dict[str, Any]:
        """A field of several values has them all."""
        several = {
            name for name, field in model.model_fields.items() if get_origin(field.annotation) in SEVERAL
        }
        return {name: self.every[name] if name in several else value for name, value in self.items()}


SEVERAL = {list, tuple, set, frozenset}


class FormModel(BaseModel):
    """What a form may hold; a field that is not named is refused, so that nothing is set by the way."""

    model_config = {"extra": "forbid", "str_strip_whitespace": False, "frozen": True, "defer_build": True}


def form_within(limits: FormLimits) -> Callable[[Request], Coroutine[Any, Any, Form]]:
    """A FastAPI dependency: the route's form, within limits of its own. Raises `BadForm` or `TooLargeForm`."""

    async def read(request: Request) -> Form:
        _require_kind(request, "multipart/form-data" if limits.file else "application/x-www-form-urlencoded")
        body = await _body(request, limits.bytes)
        if limits.file:
            pairs, upload = await read_parts(request.headers, body, fields=limits.fields, file=limits.file)
            form = _form(pairs, upload)
        else:
            form = parse_form(body, limits)
        setattr(request.state, ZONE, form.take(ZONE))
        return form

    return read


read_form = form_within(LIMITS)


def parse_form(body: bytes, limits: FormLimits = LIMITS) -> Form:
    """The fields of a urlencoded body. Raises `BadForm`."""
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=limits.fields,
        )
    except ValueError:
        raise BadForm(UNREADABLE) from None
    return _form(pairs)


def _form(pairs: list[tuple[str, str]], upload: Upload | None = None) -> Form:
    if any("\x00" in part for pair in pairs for part in pair):
        raise BadForm("The form holds a character that cannot be kept. Remove it and send the form again.")
    return Form([(name, value.replace("\r\n", "\n")) for name, value in pairs], upload)


def _require_kind(request: Request, wanted: str) -> None:
    kind = request.headers.get("content-type", "application/x-www-form-urlencoded").split(";")[0].strip()
    if kind.lower() != wanted:
        raise BadForm("This site takes its own forms only. Go back and send the form again.")


async def _body(request: Request, most: int) -> bytes:
    """Refused by the length it says before anything is read, and by the length it has while it is."""
    said = request.headers.get("content-length", "")
    if said.isdecimal() and (len(said) > 18 or int(said) > most):
        raise TooLargeForm(TOO_LARGE)
    chunks = bytearray()
    async for chunk in request.stream():
        chunks += chunk
        if len(chunks) > most:
            raise TooLargeForm(TOO_LARGE)
    return bytes(chunks)


def _sentence(message: str) -> str:
    return message.removeprefix("Value error, ")


FormBody = Annotated[Form, Depends(read_form)]
