"""A bar on stderr while many lessons are read for the first time, where somebody looks."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from app.commands.terminal import notes
from app.content.cache import Tell, silence
from app.content.paused_collector import MANY


@contextmanager
def reading_bar() -> Iterator[Tell]:
    if not notes.is_terminal:
        yield silence
        return
    columns = (TextColumn("Reading lessons"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=notes, transient=True) as bar:
        task = bar.add_task("", total=None, visible=False)

        def tell(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, visible=total >= MANY)

        yield tell
