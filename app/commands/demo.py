"""`fourchairs demo`: a database filled with invented learners, for trying things out."""

import secrets
from contextlib import closing, suppress
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from app.assignments.items import Served
from app.commands.database import open_current_database
from app.commands.project import Project
from app.commands.terminal import fail, notes, read_settings
from app.content.check import as_text
from app.content.wording import counted, listed
from app.demo import Content, DemoRefused, Made, fill
from app.demo.accounts import ENOUGH
from app.demo.drafting import FIVE_HUNDRED
from app.demo.small_group import TITLE
from app.learners.passwords import hash_password
from app.lessons.lesson import Lesson
from app.settings import Settings

NOTHING = (
    "There is no lesson and no scenario in {folder} to invent a history of. Run this in the folder that holds "
    "lessons/ and scenarios/, or name it by CONTENT_DIR."
)


def demo(
    learners: Annotated[int, typer.Option(min=3, max=1_000_000, help="How many people to invent.")] = ENOUGH,
    seed: Annotated[int, typer.Option(help="The same seed on the same day gives the same people.")] = 1,
) -> None:
    """Fill a new database with invented learners and months of history."""
    settings = read_settings()
    content = _something_of(Project(settings))
    password = "-".join(secrets.token_hex(3) for _ in range(3))
    columns = (TextColumn("Inventing learners"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with closing(open_current_database(settings)) as database, Progress(*columns, console=notes) as bar:
        task = bar.add_task("", total=learners)
        try:
            made = fill(
                database,
                content,
                learners=learners,
                seed=seed,
                now=datetime.now(UTC),
                password_hash=hash_password(password),
                progress=lambda count: bar.advance(task, count),
            )
        except DemoRefused as error:
            fail(str(error), status=1)
    notes.print(_what_is_there(made))
    notes.print(f"Sign in as {', '.join(made.accounts)} with the password {password}")


def _what_is_there(made: Made) -> str:
    """What there is to look at, for whoever signs in."""
    groups, sizes = counted(made.groups, "group"), listed([f"{size:,}" for size in made.led])
    led = f", groups of {sizes} people" if made.led else ""
    fewer = f" From {ENOUGH} people on, the largest has {FIVE_HUNDRED}." if made.people < ENOUGH else ""
    return (
        f"Made {made.people:,} people with up to half a year of history, and {groups} in three workplaces.\n"
        f"The accounts below are in the group “{TITLE}”. The trainer leads it{led} and one that nobody has joined "
        f"yet.{fewer}\nA list for “{TITLE}” waits to be reviewed, for a day."
    )


def _something_of(project: Project) -> Content:
    """What there is to invent a history of; what is wrong with the rest is printed. Refuses where there is nothing."""
    content = content_of(project)
    faults = [fault for fault in (*project.lessons.problems, *project.scenarios.problems) if fault.is_error]
    if faults:
        notes.print(f"Some content has faults; what cannot be read is left out:\n{as_text(faults)}")
    if not content.lessons and not content.scenarios:
        fail(NOTHING.format(folder=project.settings.content_dir.resolve()), status=1)
    return content


def content_of(project: Project) -> Content:
    """The sound lessons of all courses, in the order of courses and modules, and every sound scenario."""
    library, found = project.lessons, project.scenarios
    modules = [library.modules[module] for course in library.courses.values() for module in course.modules]
    lessons = [library.lessons.get(lesson) for module in modules for lesson in module.lessons]
    sources = [(lesson, _source(project.settings, lesson)) for lesson in lessons if lesson]
    return Content(
        lessons=[(lesson, source) for lesson, source in sources if source is not None],
        scenarios=[(scenario, found.source(scenario.id)) for scenario in found.scenarios.values()],
        served=Served(library.catalog, found.scenarios),
    )


def _source(settings: Settings, lesson: Lesson) -> bytes | None:
    """The bytes of this version; None where somebody has changed the file since it was read."""
    with suppress(OSError):
        data = (settings.lessons_dir / lesson.module / f"{lesson.id}.md").read_bytes()
        if sha256(data).hexdigest() == lesson.version:
            return data
    return None
