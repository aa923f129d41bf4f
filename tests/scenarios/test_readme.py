"""What authors read about the format is what the check does."""

import re
from pathlib import Path

from app.content.portrait import LOOKS
from app.scenarios.format.choice_fields import NAMES
from app.scenarios.format.codes import CODES, ERRORS, WARNINGS
from app.scenarios.format.front_matter import KEYS
from app.scenarios.library import parse_scenario

README = (Path(__file__).parents[2] / "scenarios" / "README.md").read_text()
SOURCE = "\n".join(
    path.read_text() for path in (Path(__file__).parents[2] / "app" / "scenarios").rglob("*.py")
)


def section(heading: str) -> str:
    return README.split(f"# {heading}\n", 1)[1].split("\n#", 1)[0]


def rows(heading: str) -> dict[str, str]:
    cells = re.findall(r"^\| (.+?) \| (.+) \|$", section(heading), re.MULTILINE)
    return dict(cells[2:])


def test_the_tables_of_codes_are_those_of_the_check() -> None:
    assert rows("Errors") == ERRORS
    assert rows("Warnings") == WARNINGS


def test_no_code_is_given_that_is_not_described() -> None:
    given = set(re.findall(r"\"([EW]\d{3})\"", SOURCE))
    assert given == set(CODES)


def test_all_keys_fields_and_looks_are_described() -> None:
    assert [key.strip("`") for key in rows("Front matter")][: len(KEYS)] == list(KEYS)
    fields = " ".join(rows("Choices"))
    assert all(f"`{name}" in fields for name in NAMES)
    words = set(re.findall(r"`(\w+)`", README.split("| hair |")[1].split("\n## ")[0]))
    assert words == LOOKS


def test_the_example_has_no_errors() -> None:
    example = re.search(r"```markdown\n(.*?)```", README, re.DOTALL)
    assert example
    parsed = parse_scenario(
        "scenarios/the-spare-laptop.md",
        example[1].encode(),
        modules={"not-my-department"},
        sources={"004_aa190d8519aadafb"},
    )
    assert parsed.scenario, "\n".join(map(str, parsed.problems))
