"""A form's body, read once, bounded, and checked before anything sees it."""

from typing import Annotated, TypeVar
from urllib.parse import parse_qsl

from fastapi import Depends
from pydantic import BaseModel, ValidationError
from starlette.requests import Request

from app.errors import FourChairsError, InvalidForm

MAX_BYTES = 64 * 1024
MAX_FIELDS = 64
Model = TypeVar("Model", bound=BaseModel)


class BadForm(FourChairsError):
    """The body is no form this site sends."""


class TooLargeForm(FourChairsError):
    """The body is larger than any form of this site."""


class Form(dict[str, str]):
    """Field name → value; the last one given counts."""

    def into(self, model: type[Model], **context: object) -> Model:
        """The form as `model`, which forbids unknown fields; its validators know `context`. Raises `InvalidForm`."""
        try:
            return model.model_validate(dict(self), context=context)
        except ValidationError as error:
            raise InvalidForm(
                {str(f["loc"][0]) if f["loc"] else "": _sentence(f["msg"]) for f in error.errors()}
            ) from None


class FormModel(BaseModel):
    """What a form may hold; a field that is not named is refused, so that nothing is set by the way."""

    model_config = {"extra": "forbid", "str_strip_whitespace": False, "frozen": True, "defer_build": True}


async def read_form(request: Request) -> Form:
    """The urlencoded body. Raises `BadForm` or `TooLargeForm`."""
    kind = request.headers.get("content-type", "application/x-www-form-urlencoded").split(";")[0].strip()
    if kind != "application/x-www-form-urlencoded":
        raise BadForm("This site takes its own forms only. Go back and send the form again.")
    return parse_form(await _body(request))


def parse_form(body: bytes) -> Form:
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=MAX_FIELDS,
        )
    except ValueError:
        raise BadForm("The form could not be read. Go back and send it again.") from None
    if any("\x00" in part for pair in pairs for part in pair):
        raise BadForm("The form holds a character that cannot be kept. Remove it and send the form again.")
    return Form({name: value.replace("\r\n", "\n") for name, value in pairs})


async def _body(request: Request) -> bytes:
    chunks = bytearray()
    async for chunk in request.stream():
        chunks += chunk
        if len(chunks) > MAX_BYTES:
            raise TooLargeForm("That is more than this site can take. Shorten it and send it again.")
    return bytes(chunks)


def _sentence(message: str) -> str:
    return message.removeprefix("Value error, ")


FormBody = Annotated[Form, Depends(read_form)]
