"""The database: its transactions, and all that SQLite and PostgreSQL do differently.

Threads read with `read`, and with `look` where a single select does; they write with `write`, or with `change`
where a few statements do. The event loop, which never waits, reads with `glance` and writes with `together`.
Most requests ask who is there in one transaction and do their work in another, which reads or locks that person
again where it writes; the pages and actions that are asked for most do all of it in one.
"""

from app.db.database import Database as Database
from app.db.engines import journal_mode as journal_mode
from app.db.engines import sqlite_module as sqlite_module
from app.db.engines import wal_is_safe as wal_is_safe
from app.db.prepared import Prepared as Prepared
from app.db.statements import Move as Move
from app.db.statements import insert_of as insert_of
from app.db.statements import lock_rows as lock_rows
from app.db.statements import one_of as one_of
from app.db.statements import upsert as upsert
from app.db.types import Model as Model
from app.db.types import UtcDateTime as UtcDateTime
