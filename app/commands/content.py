"""`fourchairs check` and `fourchairs xray`: what authors run before anybody else sees their text."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Annotated, Any

import typer

from app.commands.project import Project
from app.commands.terminal import fail, notes, read_settings
from app.content.check import PathUnreadable, as_json, as_text, exit_code
from app.resources import SHIPPED_CONTENT
from app.scenarios.analysis import xray as xray_report
from app.scenarios.analysis.analysis import Analysis, TooLarge
from app.scenarios.analysis.version_diff import compare
from app.scenarios.analysis.xray_text import as_text as xray_text
from app.scenarios.scenario import Scenario

ELSEWHERE = "There is no lessons/ and no scenarios/ here; this is about the course that came along."


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"


def check(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH]...", help="Files or folders; all, if left out.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings count as errors.")] = False,
    form: Annotated[Format, typer.Option("--format", help="How to print what was found.")] = Format.TEXT,
) -> None:
    """Read lessons and scenarios, and print every problem at once: path:line: CODE message.

    Exits 0 where there are no errors, 1 where there are, 2 where a path or a setting cannot be read.
    """
    settings = read_settings()
    if not paths and settings.content_dir == SHIPPED_CONTENT:
        notes.print(ELSEWHERE)
    try:
        problems = Project(settings).problems(paths or ())
    except PathUnreadable as error:
        fail(str(error))
    if form is Format.JSON:
        typer.echo(as_json(problems))
    elif problems:
        typer.echo(as_text(problems))
    raise typer.Exit(exit_code(problems, strict=strict))


def xray(
    path: Annotated[str, typer.Argument(help="A scenario, wherever it lies.")],
    json: Annotated[bool, typer.Option("--json", help="Print it for programs.")] = False,
    against: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="An earlier version: say what the edit did to the score."),
    ] = None,
) -> None:
    """Analyze one scenario exactly: paths, ranges, the frontier, random play, strategies."""
    project = Project(read_settings())
    analysis = _analysis(project, path)
    earlier = _analysis(project, against) if against else None
    with _named(path):
        report: dict[str, Any] = xray_report.report(analysis)
    changes: list[str] | None = None
    if earlier and against:
        with _named(against):
            changes = compare(earlier, analysis, budget=project.known.budget.states).sentences()
    if json:
        typer.echo(xray_report.as_json(report if changes is None else {**report, "changes": changes}))
    else:
        typer.echo(xray_text(report), nl=False)
        if changes is not None:
            typer.echo(f"\nAgainst {against}: {'; '.join(changes) or 'the score is as it was'}")


@contextmanager
def _named(path: str) -> Iterator[None]:
    """What is too large is said of this file."""
    try:
        yield
    except TooLarge as error:
        fail(f"{path}:1: E041 too large to analyze: {error}", status=1)


def _analysis(project: Project, path: str) -> Analysis:
    budget = project.known.budget
    return Analysis(_scenario(project, path), states=budget.states, points=budget.points)


def _scenario(project: Project, path: str) -> Scenario:
    try:
        parsed = project.scenario(path)
    except PathUnreadable as error:
        fail(str(error))
    if parsed.scenario is None:
        notes.print(as_text(parsed.problems))
        raise typer.Exit(1)
    return parsed.scenario
