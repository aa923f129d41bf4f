"""Who was erased, kept beside the database as well: ids and times only, a JSON object a line.

A restored backup brings back whoever was erased since it was made. The database that knew better may be lost by
then, so the record is a file of its own, which may lie on another disk.
"""

import json
import logging
import os
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

log = logging.getLogger("fourchairs")

LINE_BYTES = 1000


@dataclass(frozen=True)
class Erased:
    """A subject that is gone. `created_at` tells it from one that another site gave the same id."""

    subject_id: str
    created_at: datetime
    erased_at: datetime
    account: bool

    @property
    def key(self) -> tuple[str, datetime]:
        return self.subject_id, self.created_at


class ErasureRecord:
    """The file. It is made with the first erasure; what cannot be read in it is passed over."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()

    def exists(self) -> bool:
        return self.path.is_file()

    def read(self) -> set[Erased]:
        """Raises `OSError` where there is a file that cannot be read."""
        if not self.exists():
            return set()
        with self.path.open("rb") as lines:
            return {
                found for line in iter(lambda: lines.readline(LINE_BYTES), b"") if (found := _erased(line))
            }

    def add(self, erased: Iterable[Erased]) -> None:
        """Append what is not there yet. A disk that refuses is named in the log: the database knows them too."""
        try:
            with self._lock:
                self._append(
                    sorted(set(erased) - self.read(), key=lambda row: (row.erased_at, row.subject_id))
                )
        except OSError as error:
            log.warning("%s cannot be kept: %s", self.path, error.strerror or error)

    def _append(self, rows: list[Erased]) -> None:
        if not rows:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            text = "".join(f"{_line(row)}\n" for row in rows)
            os.write(handle, text.encode() if self._ends_well() else f"\n{text}".encode())
            os.fsync(handle)
        finally:
            os.close(handle)

    def _ends_well(self) -> bool:
        """Whether the last line is whole: a process may have been killed while it wrote one."""
        data = self.path.open("rb")
        with data:
            if data.seek(0, os.SEEK_END) == 0:
                return True
            data.seek(-1, os.SEEK_END)
            return data.read(1) == b"\n"


def _line(row: Erased) -> str:
    values = {
        "subject": row.subject_id,
        "began": row.created_at.isoformat(),
        "erased": row.erased_at.isoformat(),
        "account": row.account,
    }
    return json.dumps(values)


def _erased(line: bytes) -> Erased | None:
    try:
        values = json.loads(line)
        began, erased = (datetime.fromisoformat(values[name]) for name in ("began", "erased"))
        known = Erased(str(values["subject"]), began, erased, bool(values["account"]))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return known if began.tzinfo and erased.tzinfo else None
