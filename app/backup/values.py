"""A row of a backup as plain JSON values, and back: each value is of its column's kind, or the row is refused."""

import base64
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Table

Value = Callable[[Any], Any]

LARGEST = 2**63 - 1


class Unfit(ValueError):
    """A row of a backup cannot be one of its table. The message goes on from “a row that”."""


def plain(value: Any) -> Any:
    """As JSON has it: moments in ISO 8601, bytes in base64, all else as it is."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value


class Row:
    """Reads the rows of one table."""

    def __init__(self, table: Table, names: Sequence[str]) -> None:
        self._columns = [(name, _reader(table.columns[name])) for name in names]

    def read(self, values: list[Any]) -> dict[str, Any]:
        """By the column's name. Raises `Unfit`."""
        if len(values) != len(self._columns):
            raise Unfit(f"has {len(values)} values in place of {len(self._columns)}")
        return {name: read(value) for (name, read), value in zip(self._columns, values, strict=True)}


def _reader(column: Column[Any]) -> Value:
    read = _KINDS.get(kind_of(column), _as_it_is)

    def checked(value: Any) -> Any:
        if value is None and not column.nullable:
            raise Unfit(f"lacks its “{column.name}”")
        try:
            return None if value is None else read(value)
        except (ValueError, OverflowError):
            raise Unfit(f"has no fit value for “{column.name}”") from None

    return checked


def kind_of(column: Column[Any]) -> type:
    kind: type = getattr(column.type, "impl_instance", column.type).python_type
    return kind


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(_string(value))
    if moment.utcoffset() is None:
        raise ValueError
    return moment.astimezone(UTC)


def _bytes(value: Any) -> bytes:
    data = base64.b64decode(_string(value), validate=True)
    if base64.b64encode(data).decode() != value:
        raise ValueError  # Python takes more padding than there should be
    return data


def _string(value: Any) -> str:
    """JSON can also spell half a surrogate pair, which is no letter and which no database takes."""
    if not isinstance(value, str):
        raise ValueError
    value.encode()
    return value


def _integer(value: Any) -> int:
    if type(value) is not int or abs(value) > LARGEST:
        raise ValueError
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError
    return value


def _number(value: Any) -> float:
    if type(value) not in (int, float) or value - value != 0:
        raise ValueError
    return float(value)


def _as_it_is(value: Any) -> Any:
    return value


_KINDS: dict[type, Value] = {
    str: _string,
    int: _integer,
    bool: _truth,
    float: _number,
    bytes: _bytes,
    datetime: _moment,
}
