"""Selects that run all the time: what they need is worked out once for each kind of database.

SQLAlchemy works out a statement’s parameters, converters and result at each execution, and takes several times as
long for it as SQLite takes to answer.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Dialect, Select
from sqlalchemy.types import TypeEngine

Convert = Callable[[Any], Any]


class _Form(NamedTuple):
    """A select as one dialect has it. `given` names its values in their order, for a driver that counts them."""

    text: str
    fixed: dict[str, Any]
    given: Sequence[str] | None
    into: Mapping[str, Convert]
    out_of: Sequence[tuple[int, Convert]]


class Prepared:
    """A select whose parameters are all given by name, and none of which is a list."""

    def __init__(self, select: Select[Any]) -> None:
        self._select = select
        self._forms: dict[str, _Form] = {}

    def first(self, connection: Connection, values: Mapping[str, Any]) -> Sequence[Any] | None:
        """The first row, None where there is none.

        Where somebody listens, or the driver reports a fault, SQLAlchemy runs it: others hear of it there, and a
        connection that has ended leaves the pool.
        """
        if not connection.dispatch.before_cursor_execute:
            try:
                return self._run(connection, values)
            except connection.dialect.loaded_dbapi.Error:
                pass
        return connection.execute(self._select, values).first()

    def _run(self, connection: Connection, values: Mapping[str, Any]) -> Sequence[Any] | None:
        dialect = connection.dialect
        form = self._forms.get(dialect.name) or self._forms.setdefault(
            dialect.name, _form(self._select, dialect)
        )
        asked = {**form.fixed, **values}
        for name, convert in form.into.items():
            asked[name] = convert(asked[name])
        cursor = connection.connection.cursor()
        cursor.execute(form.text, asked if form.given is None else [asked[name] for name in form.given])
        row = cursor.fetchone()
        cursor.close()
        if row is None:
            return None
        found = list(row)
        for place, convert in form.out_of:
            found[place] = convert(found[place])
        return found


def _form(select: Select[Any], dialect: Dialect) -> _Form:
    compiled = select.compile(dialect=dialect)
    into = {name: _of(bound.type, dialect).bind_processor(dialect) for name, bound in compiled.binds.items()}
    out_of = [_of(column.type, dialect).result_processor(dialect, None) for column in select.selected_columns]
    return _Form(
        text=str(compiled),
        fixed=dict(compiled.params),
        given=compiled.positiontup,
        into={name: convert for name, convert in into.items() if convert},
        out_of=[(place, convert) for place, convert in enumerate(out_of) if convert],
    )


def _of(kind: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return kind.dialect_impl(dialect)
