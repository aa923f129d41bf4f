"""The database: one engine, one transaction per request, and all that SQLite and PostgreSQL do differently."""

import asyncio
import importlib
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from types import ModuleType
from typing import Any, ClassVar, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, DateTime, Dialect, Engine, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session, SQLModel

from app.settings import Settings

BUSY_SECONDS = 5.0
POOL_SIZE = 20

Done = TypeVar("Done")


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC, with its time zone; SQLite keeps it without."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or dialect.name != "sqlite":
            return value
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Model(SQLModel):
    """What every table model is."""

    __table__: ClassVar[Table]


class Database:
    """Hands out transactions. `write` commits on leaving, so that what a reply says is already durable."""

    def __init__(self, url: str) -> None:
        self.is_sqlite = url.startswith("sqlite")
        self.engine = _sqlite_engine(url) if self.is_sqlite else _postgres_engine(url)
        self.writes = _writing(self.engine) if self.is_sqlite else self.engine
        self._looks = self.engine.execution_options(look=True)
        self._waiting: WeakKeyDictionary[asyncio.AbstractEventLoop, list[tuple[Any, asyncio.Future[Any]]]]
        self._waiting = WeakKeyDictionary()
        self._writer: AbstractContextManager[object] = threading.Lock() if self.is_sqlite else nullcontext()

    @classmethod
    def from_settings(cls, settings: Settings) -> "Database":
        return cls(settings.database_url)

    @contextmanager
    def read(self) -> Iterator[Session]:
        with Session(self.engine) as db:
            yield db

    def look(self) -> Connection:
        """For a single select: without a transaction around it on SQLite, where that costs more than most selects."""
        return self._looks.connect()

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A transaction that may write. On SQLite the process's writers queue here, not on the busy timeout."""
        with self._writer, Session(self.writes, expire_on_commit=False) as db:
            yield db
            db.commit()

    @contextmanager
    def change(self) -> Iterator[Connection]:
        """Like `write`, for the few statements of a hot path: a connection alone, without what a Session costs."""
        with self._writer, self.writes.begin() as connection:
            yield connection

    async def together(self, job: Callable[[Connection], Done]) -> Done:
        """The job's result once it is committed, with whatever other jobs came in at the same moment.

        All of them wait for the disk once. Only for SQLite, and only short jobs: the event loop does them
        itself, one after the other. One that fails is undone alone.
        """
        loop = asyncio.get_running_loop()
        done: asyncio.Future[Done] = loop.create_future()
        waiting = self._waiting.setdefault(loop, [])
        if not waiting:
            loop.call_soon(self._do_waiting, loop)
        waiting.append((job, done))
        return await done

    def _do_waiting(self, loop: asyncio.AbstractEventLoop) -> None:
        jobs = self._waiting.pop(loop)
        try:
            with self.change() as connection:
                outcomes = [_undone_alone(connection, job) for job, _ in jobs]
        except Exception as error:
            outcomes = [error] * len(jobs)
        for outcome, (_, done) in zip(outcomes, jobs, strict=True):
            if done.cancelled():
                continue
            if isinstance(outcome, Exception):
                done.set_exception(outcome)
            else:
                done.set_result(outcome)

    def close(self) -> None:
        self.engine.dispose()


def _undone_alone(connection: Connection, job: Callable[[Connection], object]) -> Any:
    """What the job returned or raised; where it raised, nothing of it stays."""
    cursor = connection.connection.cursor()
    cursor.execute("savepoint job")
    try:
        outcome: object = job(connection)
    except Exception as error:
        cursor.execute("rollback to job")
        outcome = error
    cursor.execute("release job")
    return outcome


def upsert(
    db: Session, table: Table, values: dict[str, Any], *, key: Sequence[str], update: Sequence[str] = ()
) -> None:
    """Insert a row; where `key` is taken, set the columns in `update`, or leave the row alone if there are none."""
    dialect = db.get_bind().dialect.name
    statement = (sqlite.insert if dialect == "sqlite" else postgresql.insert)(table).values(values)
    if update:
        changes = {name: statement.excluded[name] for name in update}
        db.execute(statement.on_conflict_do_update(index_elements=list(key), set_=changes))
    else:
        db.execute(statement.on_conflict_do_nothing(index_elements=list(key)))


def sqlite_module() -> ModuleType:
    """The newest SQLite at hand: the wheel's where it is installed, else Python's own."""
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return importlib.import_module("sqlite3.dbapi2")


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite has the fix of the WAL-reset bug (3.51.3; 3.50.7 and 3.44.6 carry it back).

    Source: sqlite.org/wal.html, “The WAL-reset bug”.
    """
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51, 0) or (3, 44, 6) <= version < (3, 45, 0)


def journal_mode() -> str:
    return "wal" if wal_is_safe(sqlite_module().sqlite_version_info) else "delete"


def _sqlite_engine(url: str) -> Engine:
    engine = create_engine(
        url,
        module=sqlite_module(),
        connect_args={"timeout": BUSY_SECONDS, "isolation_level": None, "check_same_thread": False},
        pool_size=POOL_SIZE,
        max_overflow=POOL_SIZE,
        hide_parameters=True,
    )
    event.listen(engine, "connect", _set_pragmas)
    return _beginning(engine, "begin")


def _writing(engine: Engine) -> Engine:
    """The same connections, for transactions that take the write lock when they begin, not half way."""
    return _beginning(
        create_engine(engine.url, module=sqlite_module(), pool=engine.pool, hide_parameters=True),
        "begin immediate",
    )


def _beginning(engine: Engine, statement: str) -> Engine:
    """By the dialect and not by an event: listeners on an engine cost every statement a twentieth of its time."""

    def begin(connection: Any) -> None:
        connection.cursor().execute(statement)

    engine.dialect.do_begin = begin  # type: ignore[assignment, method-assign]
    return engine


def _postgres_engine(url: str) -> Engine:
    return create_engine(
        url, pool_size=POOL_SIZE, max_overflow=POOL_SIZE, pool_pre_ping=True, hide_parameters=True
    )


def _set_pragmas(connection: Any, _record: object) -> None:
    for pragma in (f"journal_mode={journal_mode()}", "synchronous=full", "foreign_keys=on"):
        connection.execute(f"pragma {pragma}")
