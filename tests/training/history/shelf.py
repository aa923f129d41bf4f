"""A course that is edited while people are at it: questions come and go, scores change, items vanish and come back."""

from functools import cache
from pathlib import Path

from app.scenarios.format.scenario_file import read_stored
from app.scenarios.scenario import Scenario
from tests.lessons import folders
from tests.lessons.folders import ONE_MORE_CHECK
from tests.practice.playing import SOURCE
from tests.scenarios.brute_force import every_path

MODULE = folders.MODULE
LESSONS = {
    "an-earlier-lesson": "An earlier lesson",
    "helpful-within-limits": "Helpful within limits",
    "one-more-lesson": "One more lesson",
}
SCENARIOS = {
    "maras-folder": "The folder",
    "the-ladder": "The ladder",
    "the-box": "The box",
    "the-key": "The key",
}
MAY_VANISH = {"one-more-lesson", "the-box", "the-key"}
SCORES = (
    ("self 0: A call.", "self +1: A call."),
    ("customer +2: She has a ladder.", "customer +3: She has a ladder."),
    ("self -1: Your queue waits.", "self 0: Your queue waits."),
    ("colleagues -2: Ben will look for it.", "colleagues -1: Ben will look for it."),
)
"""Edits of a conversation, each of which is made or not: any of them changes what the chairs can come to."""
QUESTIONS = ("table", "cost", "no-words")
RECALL, PLAN, EXTRA = "whose-is-it", "no-with-a-path", "one-more"
OPTIONS = {
    RECALL: ("theirs", "yours"),
    "table": ("yes-again", "pat"),
    "cost": ("nothing", "the-rest"),
    "no-words": ("rule", "need"),
    EXTRA: ("this", "that"),
}
Limits = tuple[tuple[int, int], ...]
Totals = tuple[int, ...]


class Shelf:
    """The folder of a site’s content, and what stands in it now."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.gone: set[str] = set()
        self.longer: set[str] = set()
        self.scores: dict[str, frozenset[int]] = {"the-key": frozenset({0}), "the-box": frozenset({0})}
        folders.write(folder / "lessons", folders.SOUND)
        (folder / "scenarios").mkdir()
        self.write()

    def write(self) -> None:
        """Everything as it is meant to be now."""
        at = self.folder / "lessons" / MODULE
        for name in LESSONS:
            _put(at / f"{name}.md", "" if name in self.gone else self._lesson(name))
        for name in SCENARIOS:
            _put(
                self.folder / "scenarios" / f"{name}.md",
                "" if name in self.gone else self.scenario_text(name),
            )
        lessons, scenarios = (", ".join(self.there(names)) for names in (LESSONS, SCENARIOS))
        head = f"title: Not mine\nsummary: Help.\nlessons: [{lessons}]\nscenarios: [{scenarios}]"
        _put(at / "module.md", folders.front_matter(head))

    def there(self, names: dict[str, str]) -> list[str]:
        return [name for name in names if name not in self.gone]

    def questions(self, lesson: str) -> frozenset[str]:
        """What has to be answered in the lesson as it is now."""
        recall = {RECALL} if lesson == "helpful-within-limits" else set()
        return frozenset({*QUESTIONS, *recall, *([EXTRA] if lesson in self.longer else ())})

    def scenario(self, name: str) -> Scenario:
        return parsed(name, self.scenario_text(name))

    def scenario_text(self, name: str) -> str:
        text = SOURCE.replace("title: The ladder", f"title: {SCENARIOS[name]}")
        for number in self.scores.get(name, ()):
            text = text.replace(*SCORES[number])
        return text

    def _lesson(self, name: str) -> str:
        text = folders.A_LESSON if name == "helpful-within-limits" else folders.FIRST_LESSON
        text = text.replace("title: Helpful within limits", f"title: {LESSONS[name]}")
        return text.replace("## plan: Your plan", ONE_MORE_CHECK) if name in self.longer else text


def _put(file: Path, text: str) -> None:
    """A file without text is none."""
    before = file.read_text("utf-8") if file.exists() else ""
    if not text:
        file.unlink(missing_ok=True)
    elif text != before:
        file.write_text(text, "utf-8")


@cache
def parsed(name: str, text: str) -> Scenario:
    found = read_stored(name, text.encode())
    assert found
    return found


@cache
def ends(name: str, text: str) -> frozenset[Totals]:
    """The totals of every way through it, played one by one."""
    paths = every_path(parsed(name, text))
    assert paths
    return frozenset(tuple(path.end.totals) for path in paths)


def limits(name: str, text: str) -> Limits:
    """The lowest and the highest total of each chair."""
    return tuple((min(column), max(column)) for column in zip(*ends(name, text), strict=True))
