"""A course as one would hand it to a manager: what is in it, how long it takes, and what it is good for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.lessons.course import Course, Module, Source
from app.lessons.library.entry import Entry
from app.lessons.library.lessons import Lessons
from app.scenarios.scenario import Scenario


@dataclass(frozen=True, slots=True)
class ModuleOutline:
    module: Module
    lessons: tuple[Entry, ...]
    scenarios: tuple[Scenario, ...]

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons) + sum(play.minutes for play in self.scenarios)


@dataclass(frozen=True, slots=True)
class CourseOutline:
    """Only what can be opened is in it. `questions` counts the checks and recalls of all lessons."""

    course: Course
    modules: tuple[ModuleOutline, ...]
    sources: tuple[Source, ...]
    questions: int

    @property
    def lessons(self) -> list[Entry]:
        return [lesson for module in self.modules for lesson in module.lessons]

    @property
    def scenarios(self) -> list[Scenario]:
        return [scenario for module in self.modules for scenario in module.scenarios]

    @property
    def minutes(self) -> int:
        return sum(module.minutes for module in self.modules)

    @property
    def pieces(self) -> str:
        """How many minutes a lesson or scenario takes: “8”, “7 to 9”; empty where there is none."""
        minutes = {lesson.minutes for lesson in self.lessons} | {play.minutes for play in self.scenarios}
        ends = sorted({min(minutes), max(minutes)}) if minutes else []
        return " to ".join(map(str, ends))

    @property
    def outcomes(self) -> list[str]:
        return [lesson.outcome for lesson in self.lessons if lesson.outcome]


def outline_of(library: Lessons, scenarios: Mapping[str, Scenario], course: Course) -> CourseOutline:
    """Of the course as it is served now; what cannot be read is left out."""
    modules = tuple(_modules(library, scenarios, course))
    lessons = [lesson for module in modules for lesson in module.lessons]
    plays = [scenario for module in modules for scenario in module.scenarios]
    named = {source for lesson in lessons for source in lesson.sources}
    named |= {source for play in plays for source in play.sources}
    whole = [library.lessons.get(lesson.id) for lesson in lessons]
    return CourseOutline(
        course,
        modules,
        sources=tuple(source for source in library.sources.values() if source.id in named),
        questions=sum(len(list(lesson.questions)) for lesson in whole if lesson),
    )


def _modules(library: Lessons, scenarios: Mapping[str, Scenario], course: Course) -> Iterator[ModuleOutline]:
    for module in (library.modules[name] for name in course.modules if name in library.modules):
        lessons = tuple(library.entries[name] for name in module.lessons if name in library.entries)
        yield ModuleOutline(module, lessons, tuple(scenarios[n] for n in module.scenarios if n in scenarios))


def spoken_minutes(minutes: int) -> str:
    """“25 minutes”, “1 hour”, “2 hours 10 minutes”."""
    hours, rest = divmod(minutes, 60)
    parts = [(hours, "hour"), (rest, "minute")]
    return " ".join(f"{n} {unit if n == 1 else unit + 's'}" for n, unit in parts if n) or "0 minutes"
