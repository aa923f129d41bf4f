"""Who may read the tables of groups and lists: what asks `access` first, and whatever must know every table."""

import ast
from pathlib import Path

import pytest

APP = Path(__file__).parents[2] / "app"
OURS = ("training", "roster")
LAYERS = {"models", "queries", "actions", "access", "personal_data"}
DECIDES = {"app.training.access", "app.training.routes.acting"}
"""What a route asks whether somebody may."""
BESIDE = {"demo/listing.py": "invents people on a list", "migrations/tables.py": "knows every table"}


def imported(file: Path) -> set[str]:
    found = {
        node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)
    }
    return {node.module for node in found if node.module}


def knows_tables(file: Path) -> bool:
    ours = tuple(f"app.{room}" for room in OURS)
    return any(module.startswith(ours) and module.endswith(".models") for module in imported(file))


def may_know_them(path: Path) -> bool:
    return path.parts[0] in OURS and bool({*path.parts[:-1], path.stem} & LAYERS)


def test_no_page_and_no_other_room_selects_from_the_tables_of_groups() -> None:
    files = {file.relative_to(APP): file for file in APP.rglob("*.py")}
    knowing = {path for path, file in files.items() if knows_tables(file)}
    assert len(knowing) > len(BESIDE)
    assert {path.as_posix() for path in knowing if not may_know_them(path)} <= BESIDE.keys()


@pytest.mark.parametrize(
    "path", ["training/routes/teach.py", "training/pages.py", "progress/queries/lessons.py"]
)
def test_another_that_did_would_be_seen(path: str) -> None:
    assert not may_know_them(Path(path))


def test_a_route_that_reads_has_asked_who_may() -> None:
    routes = {file.name: imported(file) for file in (APP / "training" / "routes").glob("*.py")}
    reading = {name for name, modules in routes.items() if any(one.endswith("queries") for one in modules)}
    assert len(reading) > 5
    assert {name for name in reading if not routes[name] & DECIDES} == set()
