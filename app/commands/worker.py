"""`fourchairs worker`."""

import signal
from datetime import UTC, datetime

from app.commands.database import open_current_database
from app.commands.terminal import notes, read_settings
from app.jobs import Ticker
from app.learners.erasure_record import ErasureRecord
from app.slices import jobs


def worker() -> None:
    """Do the site’s jobs and nothing else, for sites whose servers run with JOBS=0."""
    settings = read_settings()
    database = open_current_database(settings)
    ticker = Ticker(database, jobs(ErasureRecord(settings.erasures_file)), lambda: datetime.now(UTC))
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, lambda _number, _frame: ticker.stop.set())
    notes.print("Doing the site’s jobs. To end it: Ctrl+C.")
    ticker.run()
    database.close()
