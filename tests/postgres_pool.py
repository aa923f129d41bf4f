"""PostgreSQL databases that tests hand on, swept: making one takes a hundred times as long as sweeping it.

Whoever changes the schema of one, or fills it with a lot, is the last to have it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg
from psycopg import sql

LARGEST = 24 * 2**20
"""Bytes of a database that is worth keeping; an empty one has 12 million."""
END_THE_OTHERS = """
select pg_terminate_backend(pid, 5000) from pg_stat_activity
where datname = current_database() and pid <> pg_backend_pid()
"""
SCHEMA = """
with here as (select oid, relname, relkind from pg_class where relnamespace = 'public'::regnamespace)
select md5(string_agg(line, ' ' order by line)), max(version) from (
    select concat_ws(' ', oid, relname, relkind) as line from here
    union all select concat_ws(' ', attrelid, attnum, attname, atttypid, attnotnull)
        from pg_attribute join here on attrelid = here.oid
    union all select concat_ws(' ', c.oid, conname) from pg_constraint c join here on conrelid = here.oid
    union all select concat_ws(' ', t.oid, tgname, tgenabled) from pg_trigger t join here on tgrelid = here.oid
    union all select concat_ws(' ', oid, proname, md5(prosrc)) from pg_proc
        where pronamespace = 'public'::regnamespace
    union all select concat_ws(' ', setdatabase, setconfig) from pg_db_role_setting join pg_database d
        on d.oid = setdatabase where datname = current_database()
) as lines, (select string_agg(version_num, ' ') as version from alembic_version) as versions
"""
TABLES = """
select relname from pg_class
where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'alembic_version'
"""


@dataclass
class PostgresPool:
    """Databases made from `template`, on the server at `server`."""

    server: str
    template: str
    _clean: list[str] = field(default_factory=list)
    _schemas: dict[str, object] = field(default_factory=dict)
    _filled: sql.Composed | None = None

    @contextmanager
    def lend(self, name: str) -> Iterator[str]:
        """The name of a database that is as the template is; `name` is used where a new one must be made."""
        lent = self._clean.pop() if self._clean else self._make(name)
        yield lent
        try:
            is_clean = self._sweep(lent)
        except psycopg.errors.InsufficientPrivilege:  # only a superuser may turn triggers off
            is_clean = False
        if is_clean:
            self._clean.append(lent)
        else:
            admin(self.server, "drop database {} with (force)", lent)

    def close(self) -> None:
        for name in (*self._clean, self.template):
            admin(self.server, "drop database if exists {} with (force)", name)

    def _make(self, name: str) -> str:
        admin(self.server, "create database {} template {}", name, self.template)
        with self._inside(name) as connection:
            self._schemas[name] = connection.execute(SCHEMA).fetchone()
            if self._filled is None:
                self._filled = filled([row[0] for row in connection.execute(TABLES)])
        return name

    def _sweep(self, name: str) -> bool:
        """Whether the database is as the template again. Triggers that refuse to forget are off meanwhile."""
        assert self._filled is not None
        with self._inside(name) as connection:
            connection.execute(END_THE_OTHERS)
            if connection.execute(SCHEMA).fetchone() != self._schemas[name]:
                return False
            size = connection.execute("select pg_database_size(current_database())").fetchone()
            if not size or size[0] > LARGEST:
                return False
            connection.execute("set session_replication_role = replica")
            with connection.transaction():
                for row in connection.execute(self._filled).fetchall():
                    connection.execute(sql.SQL("delete from {}").format(sql.Identifier(row[0])))
        return True

    def _inside(self, name: str) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(self.server, dbname=name, autocommit=True)


def admin(server: str, statement: str, *names: str) -> None:
    """Run a statement outside of any transaction; each `{}` in it is one of `names`."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))  # type: ignore[arg-type]


def filled(tables: list[str]) -> sql.Composed:
    """A statement that names those of the tables that hold a row."""
    one = sql.SQL("select {} where exists (select from {})")
    return sql.SQL(" union all ").join(
        one.format(sql.Literal(table), sql.Identifier(table)) for table in tables
    )
