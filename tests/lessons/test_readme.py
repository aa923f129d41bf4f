"""The authors’ page says what the code does: its table of codes, its fields, and its examples."""

import re
from pathlib import Path

import pytest

from app.content.chair import CHAIRS
from app.lessons.format.codes import CODES
from app.lessons.format.course_files import parse_course, parse_module, parse_sources
from app.lessons.format.front_matter_models import LessonHead
from app.lessons.format.lesson_file import parse_lesson
from app.lessons.format.questions import OPTION_FIELDS
from app.lessons.part import CONTAINERS

README = Path(__file__).parents[2].joinpath("lessons/README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```markdown\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
TESTS = "\n".join(file.read_text(encoding="utf-8") for file in Path(__file__).parent.rglob("test_*.py"))


def test_the_table_of_codes_is_the_codes() -> None:
    assert dict(re.findall(r"^\| (L\d+) \| (.*) \|$", README, re.MULTILINE)) == CODES


@pytest.mark.parametrize("code", sorted(CODES.keys() - {"L123", "L127"}))
def test_every_code_is_tested(code: str) -> None:
    assert f'"{code}"' in TESTS


@pytest.mark.parametrize(
    ("parse", "path", "example"),
    [
        (parse_course, "a-course.md", EXAMPLES[0]),
        (parse_module, "a-module/module.md", EXAMPLES[1]),
        (parse_sources, "sources.md", EXAMPLES[2]),
        (parse_lesson, "a-module/a-lesson.md", EXAMPLES[3]),
    ],
)
def test_every_example_is_sound(parse: object, path: str, example: str) -> None:
    assert callable(parse)
    assert parse(path, example.encode()).problems == ()


@pytest.mark.parametrize("word", [*LessonHead.model_fields, *CONTAINERS, *OPTION_FIELDS, *CHAIRS])
def test_every_key_container_and_field_is_explained(word: str) -> None:
    assert re.search(rf"`(::: )?{word}\b", README)
