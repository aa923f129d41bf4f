"""`fourchairs demo`: a database filled with invented learners, for trying things out."""

import secrets
from contextlib import closing
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from app.commands.database import open_current_database
from app.commands.project import Project
from app.commands.terminal import fail, notes, read_settings
from app.demo import Content, DemoRefused, fill
from app.learners.passwords import hash_password


def demo(
    learners: Annotated[int, typer.Option(min=3, max=1_000_000, help="How many people to invent.")] = 100,
    seed: Annotated[int, typer.Option(help="The same seed on the same day gives the same people.")] = 1,
) -> None:
    """Fill a new database with invented learners and months of history."""
    settings = read_settings()
    password = "-".join(secrets.token_hex(3) for _ in range(3))
    columns = (TextColumn("Inventing learners"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with closing(open_current_database(settings)) as database, Progress(*columns, console=notes) as bar:
        task = bar.add_task("", total=learners)
        try:
            accounts = fill(
                database,
                content_of(Project(settings)),
                learners=learners,
                seed=seed,
                now=datetime.now(UTC),
                password_hash=hash_password(password),
                progress=lambda count: bar.advance(task, count),
            )
        except DemoRefused as error:
            fail(str(error), status=1)
    notes.print(f"Sign in as {', '.join(accounts)} with the password {password}")


def content_of(project: Project) -> Content:
    """The lessons of all courses, in the order of courses and modules, and every scenario."""
    library, found = project.lessons, project.scenarios
    modules = [library.modules[module] for course in library.courses.values() for module in course.modules]
    lessons = [library.lessons[lesson] for module in modules for lesson in module.lessons]
    files = (project.settings.lessons_dir / lesson.module / f"{lesson.id}.md" for lesson in lessons)
    return Content(
        lessons=[(lesson, file.read_bytes()) for lesson, file in zip(lessons, files, strict=True)],
        scenarios=[(scenario, found.source(scenario.id)) for scenario in found.scenarios.values()],
    )
