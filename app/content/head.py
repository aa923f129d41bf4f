"""The front matter of a file as a model: every key is known and of one type, and each fault has its place."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from app.content.document import Document
from app.content.yaml_values import Place

AnyHead = TypeVar("AnyHead", bound="Head")


class Head(BaseModel):
    """Strict: a number is no text, and a key that the model does not know is a fault."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)


class HeadFaults(Exception):
    """What keeps a front matter from being its model: the place of each fault, and what Pydantic says of it."""

    def __init__(self, error: ValidationError) -> None:
        super().__init__(str(error))
        self._details = error.errors(include_url=False)

    def __iter__(self) -> Iterator[tuple[Place, ErrorDetails]]:
        for detail in self._details:
            yield tuple(str(step) for step in detail["loc"] if step != "[key]"), detail


def validate_head(
    document: Document, model: type[AnyHead], context: Mapping[str, Any] | None = None
) -> AnyHead:
    """Raises HeadFaults."""
    try:
        return model.model_validate(document.values, context=dict(context or {}))
    except ValidationError as error:
        raise HeadFaults(error) from None
