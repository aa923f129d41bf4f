"""Somebody who is expected in a group, and what a cell says of them: kept in one way, or wrong for a reason."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from app.learners.email_addresses import usable_email
from app.learners.person_name import person_name

from .cell_text import match_key, plain, visible
from .look_alikes import odd_letter

LONGEST_NUMBER = 64  # characters
_POWER = re.compile(r"\d+(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)


class Field(StrEnum):
    """What an entry says of somebody."""

    NAME = "name"
    ADDRESS = "address"
    NUMBER = "number"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Entry:
    """A field that is empty says nothing. Number and group are as somebody wrote them; `match_key` compares them."""

    name: str = ""
    address: str = ""
    number: str = ""
    group: str = ""

    def value(self, field: Field) -> str:
        """That field’s, as `getattr` would give it."""
        return {
            Field.NAME: self.name,
            Field.ADDRESS: self.address,
            Field.NUMBER: self.number,
            Field.GROUP: self.group,
        }[field]

    @property
    def title(self) -> str:
        """Whom a sentence speaks of."""
        return self.name or self.address or f"number {self.number}"


def name_of(cell: str) -> str:
    """Raises `ValueError` with a reason, as `address_of`, `number_of` and `group_of` do."""
    shown = visible(cell)
    _refuse_open(cell)
    if not shown:
        return ""
    try:
        return person_name(shown)
    except ValueError as error:
        raise ValueError(f"the name cannot be kept. {error}") from None


def address_of(cell: str, own_domains: Collection[str] = ()) -> str:
    """As accounts keep theirs: `usable_email`; “mailto:” and angle brackets around it are no part of it."""
    shown = re.sub(r"^(?:mailto:|<)+|>$", "", plain(cell), flags=re.IGNORECASE)
    if not shown:
        return ""
    if fault := _address_fault(shown):
        raise ValueError(fault)
    try:
        return usable_email(shown, own_domains)
    except ValueError:
        raise ValueError(f"no mail can reach {_short(shown)}. Look for a slip in the address.") from None


def number_of(cell: str) -> str:
    shown = plain(cell)
    _refuse_open(cell)
    if len(shown) > LONGEST_NUMBER:
        raise ValueError(f"the number is longer than {LONGEST_NUMBER} characters.")
    if _POWER.fullmatch(shown):
        raise ValueError(
            f"a spreadsheet has shortened the number to {shown}. Format its column as text, and enter it again."
        )
    if fault := odd_letter(shown):
        raise ValueError(f"the number {shown}: {fault}.")
    return shown


def group_of(cell: str, groups: Collection[str]) -> str:
    """The one of `groups` that is meant, as it is written there."""
    shown = visible(cell)
    if not shown or shown in groups:
        return shown
    found = [group for group in groups if match_key(group) == match_key(shown)]
    if len(found) == 1:
        return found[0]
    if found:
        raise ValueError(
            f"several groups here are called ‘{_short(shown)}’, but for small and capital letters."
        )
    raise ValueError(f"there is no group called ‘{_short(shown)}’ here.")


def _address_fault(shown: str) -> str:
    if "@" not in shown:
        return "no @ in the address."
    if shown.count("@") > 1:
        return "more than one @ in the address. Each person has a line, and one address."
    if " " in shown:
        return f"a space in the address {_short(shown)}."
    local, _, domain = shown.partition("@")
    if fault := odd_letter(local, is_latin=True) or odd_letter(domain):
        return f"the address {_short(shown)}: {fault}."
    strange = next((c for c in local if not c.isascii()), "")
    return (
        f"‘{strange}’ in the address {_short(shown)}; before the @ there are letters from a to z."
        if strange
        else ""
    )


def _refuse_open(cell: str) -> None:
    """A mark that is never closed, or closed some lines below, has taken in what belongs to others."""
    is_open = cell.lstrip().startswith('"') and cell.count('"') % 2
    if is_open or ("@" in cell and len(cell.splitlines()) > 1):
        raise ValueError("a quotation mark is opened and not closed, or only some lines below.")


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
