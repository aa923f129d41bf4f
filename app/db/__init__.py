"""The database: one way to read, ways to write, and all that SQLite and PostgreSQL do differently.

A request opens a transaction for each thing that must hold together, and no more than it needs. Threads write
with `write` and `change`; the event loop, which never waits, reads with `glance` and writes with `together`.
"""

from app.db.database import Database as Database
from app.db.engines import journal_mode as journal_mode
from app.db.engines import sqlite_module as sqlite_module
from app.db.engines import wal_is_safe as wal_is_safe
from app.db.prepared import Prepared as Prepared
from app.db.statements import Move as Move
from app.db.statements import insert_of as insert_of
from app.db.statements import lock_rows as lock_rows
from app.db.statements import upsert as upsert
from app.db.types import Model as Model
from app.db.types import UtcDateTime as UtcDateTime
