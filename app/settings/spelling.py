"""The kinds of values that settings have: each brings every spelling of a value into one, or says why not."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator
from pydantic_settings import NoDecode

from app.settings import addresses
from app.settings.database_address import database_address
from app.settings.secret_keys import long_enough

LISTED = {"old_secrets", "trusted_proxies", "email_domains"}
"""Settings that may run over several lines."""
CONTACTS = {"mailto": r"[^@]+@[^@]+", "https": r"//[^/].*", "tel": r"\+?[0-9().-]+"}
"""What follows each scheme that a contact may have."""


def plain(value: str, *, lines: bool = False) -> str:
    """Without white space around it. Raises `ValueError` where a character inside cannot be meant."""
    found = value.strip()
    shown = found.replace("\n", " ").replace("\r", " ").replace("\t", " ") if lines else found
    if not all(sign.isprintable() for sign in shown):
        raise ValueError("holds a character that cannot be seen, such as a line break")
    return found


def _unless_blank(check: Callable[[str], str]) -> AfterValidator:
    return AfterValidator(lambda value: check(value) if value else value)


def _whole_number(value: Any) -> Any:
    if isinstance(value, str) and not (value.isascii() and value.isdigit()):
        raise ValueError("must be a whole number, written in digits")
    return value


def _each(check: Callable[[str], str], between: str = r"[,\s]+") -> BeforeValidator:
    """A list in one value; what stands in it twice is there once."""

    def listed(value: Any) -> Any:
        names = re.split(between, value) if isinstance(value, str) else value
        return tuple(dict.fromkeys(check(name.strip()) for name in names if name.strip()))

    return BeforeValidator(listed)


def _listening_host(value: str) -> str:
    name = value.removeprefix("[").removesuffix("]") if value.startswith("[") else value
    try:
        return addresses.host_name(name)
    except ValueError:
        raise ValueError(f"“{value}” is no address to listen on, such as 127.0.0.1 or 0.0.0.0") from None


def _public_url(value: str) -> str:
    found = addresses.origin(value)
    if addresses.host_of(found) in addresses.EVERYWHERE:
        raise ValueError("must be an address people can type; 0.0.0.0 and :: are only for HOST")
    return found


def _domain(value: str) -> str:
    name = value.removeprefix("@").removeprefix(".")
    if "@" in name or ":" in name:
        raise ValueError(f"“{value}” is no domain; write what follows the @")
    return addresses.host_name(name)


def _contact(value: str) -> str:
    """An address of mail, of a page or of a telephone, as security.txt has it (RFC 9116); without a scheme, of mail."""
    if re.search(r"\s", value):
        raise ValueError("must have no spaces")
    scheme, rest = value.split(":", 1) if ":" in value else ("mailto", value)
    wanted = CONTACTS.get(scheme.lower())
    if wanted is None or not re.fullmatch(wanted, rest):
        raise ValueError("must be an email address, or begin with https:// or tel:")
    return f"{scheme.lower()}:{rest}"


def _path(value: Any) -> Any:
    try:
        return Path(value).expanduser() if isinstance(value, str) else value
    except RuntimeError:
        raise ValueError(f"{value}: there is no such home folder") from None


def _is_folder(value: Path) -> Path:
    if not value.is_dir():
        raise ValueError(f"{value} is no folder")
    return value


def _may_be_file(value: Path) -> Path:
    if value != Path() and value.is_dir():  # nothing at all is the default
        raise ValueError(f"{value} is a folder; name a file in it")
    return value


def _may_be_folder(value: Path) -> Path:
    if value.exists() and not value.is_dir():
        raise ValueError(f"{value} is a file, and must be a folder")
    return value


Number = Annotated[int, BeforeValidator(_whole_number)]
Level = Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(str.lower)]
File = Annotated[Path | None, BeforeValidator(_path)]
Folder = Annotated[Path, BeforeValidator(_path), AfterValidator(_is_folder)]
NewFile = Annotated[Path, BeforeValidator(_path), AfterValidator(_may_be_file)]
NewFolder = Annotated[Path, BeforeValidator(_path), AfterValidator(_may_be_folder)]
PublicUrl = Annotated[str, _unless_blank(_public_url)]
DatabaseUrl = Annotated[str, AfterValidator(database_address)]
Host = Annotated[str, AfterValidator(_listening_host)]
Secret = Annotated[str, _unless_blank(long_enough)]
Secrets = Annotated[tuple[str, ...], NoDecode, _each(long_enough, between=r"[,\n]")]
Networks = Annotated[tuple[str, ...], NoDecode, _each(addresses.network)]
Domains = Annotated[tuple[str, ...], NoDecode, _each(_domain)]
Contact = Annotated[str, _unless_blank(_contact)]
