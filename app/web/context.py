"""What a template is given: a frozen dataclass for each page, and one for what all of them share.

A test holds each of them against its template: nothing is used that is not there, nothing is there that is not used.
"""

from dataclasses import dataclass, fields
from typing import Any, ClassVar, Protocol


@dataclass(frozen=True)
class Context:
    """Base of every page’s own; its fields are the names that the template knows.

    `partial` is the template of the one piece that htmx may ask for by itself; it gets the same.
    """

    template: ClassVar[str]
    partial: ClassVar[str] = ""


class Reader(Protocol):
    """What the header and the footer ask about whoever reads the page."""

    @property
    def signed_in(self) -> bool: ...
    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Shared:
    """`who` is None on pages that never asked; `piece` says that `partial` is all there will be."""

    path: str
    who: Reader | None
    notice: str
    piece: bool


def names_of(context: Context | Shared) -> dict[str, Any]:
    """The fields by name, as they are: nothing is copied."""
    return {one.name: getattr(context, one.name) for one in fields(context)}
